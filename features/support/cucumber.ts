/** The one door to Cucumber: steps and hooks take what they need from here. */
export {
  After,
  AfterAll,
  AfterStep,
  Before,
  BeforeStep,
  defineParameterType,
  Given,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
  Then,
  When,
  World,
} from '@cucumber/cucumber';
export { loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
