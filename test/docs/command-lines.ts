import type { Command } from '../../cli/command.ts';
import { optionsOf, pathOf } from './cli-page.ts';

/** The spinebox commands in a piece of shell, each as its words; placeholders and quotes stay as they are. */
export function spineboxCommands(text: string): readonly (readonly string[])[] {
  const lines = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const without = line.replace(/(^|\s)#\s.*$/, '');
    // What follows the words of a command in an example of the help is a remark, two blanks off.
    return without.split(/&&|\|\||[|;&]|\d?>|\s{3,}/).flatMap((each) => {
      const found = /^\s*(?:- run: |- |\$ )?(?:[A-Z_]+=\S+ )*(?:npx )?spinebox( .*)?$/.exec(each);
      return found ? [wordsOf(found[1] ?? '')] : [];
    });
  });
}

/** What of a command line the program does not know, a sentence each; none where all is right. */
export function unknownIn(program: Command, words: readonly string[]): readonly string[] {
  let command = program;
  let at = 0;
  for (; command.commands.length > 0 && at < words.length; at++) {
    const word = words[at] as string;
    if (word.startsWith('-') || word === 'help') break;
    if (/^[A-Z]+$/.test(word)) return [];
    const below = command.commands.find(
      (each) => each.name() === word || each.aliases().includes(word),
    );
    if (!below) return [`${pathOf(command)} has no command ${word}`];
    command = below;
  }
  return unknownOptions(command, words.slice(at));
}

function unknownOptions(command: Command, words: readonly string[]): readonly string[] {
  const options = command.parent ? optionsOf(command) : command.options;
  return words.flatMap((word, index) => {
    if (!/^--?[a-z]/.test(word) || /^(--help|-h|--version|-v)$/.test(word)) return [];
    const [flag = '', given] = word.split('=');
    const option = options.find(({ long, short }) => long === flag || short === flag);
    if (!option) return [`${pathOf(command)} has no option ${flag}`];
    const value = given ?? words[index + 1];
    if (!option.argChoices || value === undefined || /^[A-Z<]|\|/.test(value)) return [];
    return option.argChoices.includes(value) ? [] : [`${flag} of ${pathOf(command)}: not ${value}`];
  });
}

function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/'[^']*'|"[^"]*"|\S+/g)].map(([word]) => word);
}
