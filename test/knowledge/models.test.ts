import { checkDocumented } from './documented.js';

describe('knowledge of clients of language models', () => {
  it('openai: blocking and awaited twins', () => checkDocumented(`
import asyncio, openai
from openai import OpenAI, AsyncOpenAI
client = AsyncOpenAI(api_key='key')
blocking = OpenAI()

async def main() -> None:
    response = await client.responses.create(model='gpt-5.2', input='Say this is a test')
    print(response.output_text)
    stream = await client.chat.completions.create(model='m', messages=[], stream=True)
    async for event in stream:
        print(event)
    async for job in client.fine_tuning.jobs.list(limit=20):
        print(job)

async def wrong(texts):
    client.responses.create(model='m', input='x') #! floating-promise error
    answer = client.chat.completions.create(model='m', messages=[]).choices[0] #! missing-await error
    blocking.responses.create(model='m', input='x') #! blocking-call warning
    openai.chat.completions.create(model='m', messages=[]) #! blocking-call warning
    vectors = [answer]
    for text in texts:
        vectors.append(await client.embeddings.create(model='m', input=text)) #! serial-await-in-loop warning
    return vectors

def sync():
    return blocking.with_options(timeout=5).chat.completions.create(model='m', messages=[])

asyncio.run(main())
`));

  it('anthropic: blocking and awaited twins', () => checkDocumented(`
import asyncio
from anthropic import Anthropic, AsyncAnthropic
client = AsyncAnthropic()

async def main() -> None:
    message = await client.messages.create(max_tokens=1024, messages=[], model='m')
    print(message.content)
    async with client.messages.stream(max_tokens=1024, messages=[], model='m') as stream:
        async for text in stream.text_stream:
            print(text)

class Agent:
    def __init__(self, client: AsyncAnthropic, other: Anthropic) -> None:
        self.client = client
        self.other = other
    async def ask(self):
        self.client.messages.create(max_tokens=1, messages=[], model='m') #! floating-promise error
        return self.other.messages.create(max_tokens=1, messages=[], model='m') #! blocking-call warning

asyncio.run(main())
`));

  it('litellm: each function has a twin', () => checkDocumented(`
import asyncio
import litellm
from litellm import Router, acompletion, completion

router = Router(model_list=[], timeout=30)

async def main():
    response = await acompletion(model='gpt-4', messages=[], timeout=60)
    acompletion(model='gpt-4', messages=[], timeout=60) #! floating-promise error
    print(response.choices[0])
    completion(model='gpt-4', messages=[]) #! blocking-call warning, missing-timeout info
    router.completion(model='m', messages=[]) #! blocking-call warning
    router.acompletion(model='m', messages=[]) #! floating-promise error
    stream = await litellm.acompletion(model='m', messages=[], stream=True, timeout=60)
    async for chunk in stream:
        print(chunk)
    return litellm.token_counter(model='m', text='x')

async def all(texts):
    found = []
    for text in texts:
        found.append(await litellm.aembedding(model='m', input=[text], timeout=60)) #! serial-await-in-loop warning
    return found

def sync():
    return completion(model='m', messages=[], timeout=60)

asyncio.run(main())
`));
});
