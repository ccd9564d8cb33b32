/** The one door to Cucumber: steps and hooks take what they need from here. */
export {
  After,
  AfterAll,
  Before,
  defineParameterType,
  Given,
  setDefaultTimeout,
  setWorldConstructor,
  Then,
  When,
  World,
} from '@cucumber/cucumber';
export { loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
