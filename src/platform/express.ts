/** The one door to the web framework of the operator's interfaces. Messaging does not go through it. */
export type { Express, NextFunction, Request, Response } from 'express';
export { default as express } from 'express';
