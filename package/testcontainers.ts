export {
  type HostAccess,
  SpineboxContainer,
  StartedSpineboxContainer,
} from './spinebox-container.ts';
