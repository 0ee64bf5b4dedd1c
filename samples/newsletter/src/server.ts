import fastify from 'fastify';
import { digest } from './digest.js';
import { signUp } from './signup.js';
import { render } from './templates.js';

const feeds = ['https://news.example.org/feed', 'https://blog.example.org/feed', 'https://jobs.example.org/feed', 'https://events.example.org/feed'];

const server = fastify();

server.get('/digest', async () => {
  const stories = await digest(feeds);
  return render('digest', { count: String(stories.length) });
});

server.post<{ Params: { address: string } }>('/subscribers/:address', async (request, reply) => {
  await signUp(request.params.address);
  return reply.code(201).send();
});

await server.listen({ port: 3000 });
