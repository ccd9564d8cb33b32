// Modules as they are: nothing is transformed.
export default { testEnvironment: 'node', testMatch: ['**/*.test.mjs'], transform: {} };
