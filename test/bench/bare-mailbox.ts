import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * The yardstick of MESH: node:https with mutual TLS that throws away what it gets and hands out as many zeros as the
 * path says.
 */
const identity = JSON.parse(process.env.IDENTITY ?? '{}');
const PIECE = Buffer.alloc(64 * 1024);

const server = createServer(
  {
    ...{ key: identity.keyPem, cert: identity.chainPem, ca: identity.trustPem },
    ...{ requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' },
  },
  (request, response) => {
    request.resume();
    request.once('end', () => {
      let left = request.method === 'GET' ? Number(request.url?.slice(1)) : 0;
      response.writeHead(200, { 'Content-Length': left });
      const more = () => {
        while (left > 0) {
          const piece = left < PIECE.length ? PIECE.subarray(0, left) : PIECE;
          left -= piece.length;
          if (!response.write(piece)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
  },
);
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);
process.on('disconnect', () => process.exit());
