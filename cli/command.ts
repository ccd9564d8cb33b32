/** The one place that knows the command line library: every command is written against these names. */
export { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
