// Types and relations, by position, as kg orders them, and how they read.
export const LABELS = ['Paper', 'Method', 'Dataset', 'Hardware', 'Repository'];
export const RELATIONS = [
  'PROPOSES',
  'COMPARES_WITH',
  'USES',
  'INTRODUCES',
  'EVALUATES_ON',
  'RUNS_ON',
  'TARGETS',
  'HAS_CODE',
  'LINKS_TO',
  'MENTIONS',
];
export const PAPER = LABELS.indexOf('Paper');
export const METHOD = LABELS.indexOf('Method');
export const DATASET = LABELS.indexOf('Dataset');
export const HARDWARE = LABELS.indexOf('Hardware');
export const REPOSITORY = LABELS.indexOf('Repository');
export const PLURALS = {
  Paper: 'Papers',
  Method: 'Methods',
  Dataset: 'Datasets',
  Hardware: 'Hardware',
  Repository: 'Repositories',
};

// How a relation reads from the paper, and from the thing.
const PHRASES = {
  PROPOSES: ['Proposes', 'Proposed by'],
  USES: ['Uses', 'Used by'],
  COMPARES_WITH: ['Compares with', 'Baseline in'],
  INTRODUCES: ['Introduces', 'Introduced by'],
  EVALUATES_ON: ['Evaluates on', 'Used for evaluation by'],
  RUNS_ON: ['Runs on', 'Used in experiments by'],
  TARGETS: ['Targets', 'Targeted by'],
  HAS_CODE: ['Has code at', 'Code of'],
  LINKS_TO: ['Links to', 'Linked from'],
  MENTIONS: ['Mentions', 'Mentioned by'],
};
export const phrase = (relation, fromThing) => PHRASES[RELATIONS[relation]][fromThing ? 1 : 0];
