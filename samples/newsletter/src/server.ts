import express from 'express';
import { digest } from './digest.js';
import { signUp } from './signup.js';
import { render } from './templates.js';

const app = express();

app.get('/digest', async (request, response) => {
  const stories = await digest(['https://news.example.org/feed', 'https://blog.example.org/feed', ...[request.query.feed].flat().map(String)]);
  response.send(render('digest', { count: String(stories.length) }));
});

app.post('/subscribers/:address', async (request, response) => {
  await signUp(request.params.address);
  response.sendStatus(201);
});

app.listen(3000);
