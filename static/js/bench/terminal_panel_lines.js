/** What to type so that a client of one's own takes part in a room. Pure. */

import { gettext } from "#lab/room/words.js";

const REGION = "us-east-1";
const SDK = "@aws-sdk/client-sqs";

/**
 * @typedef {object} Access
 * @property {string} endpoint  of the room
 * @property {string} keyId
 * @property {string} secret
 * @property {string | null} queue  one that is there
 */

/** Ways to call AWS, with what they are called. @type {[string, string][]} */
export const WAYS = [
  ["cli", "aws"],
  ["boto3", "Python (boto3)"],
  ["js", "JavaScript (AWS SDK v3)"],
];

/** @param {string} way @param {Access} access @returns {{key: string, title: string, text: string}[]} */
export function linesFor(way, access) {
  return LINES[way](access);
}

/** @param {Access} access */
function cli({ endpoint, keyId, secret, queue }) {
  const aws = `aws --endpoint-url ${endpoint} --region ${REGION} sqs`;
  const environment = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret, AWS_DEFAULT_REGION: REGION };
  const calls = queue
    ? [`send-message --queue-url ${queue} --message-body hello`, `receive-message --queue-url ${queue}`]
    : ["create-queue --queue-name first", "send-message --queue-url first --message-body hello"];
  return [
    {
      key: "environment",
      title: gettext("Once in each terminal: your name"),
      text: Object.entries(environment).map(([name, value]) => `export ${name}=${value}\n`).join(""),
    },
    { key: "calls", title: gettext("Then any call, with this room’s endpoint"), text: written(calls, aws) },
  ];
}

function written(calls, aws) {
  return calls.map((call) => `${aws} ${call}\n`).join("");
}

/** @param {Access} access */
function boto3({ endpoint, keyId, secret, queue }) {
  const call = queue ? `receive_message(QueueUrl="${queue}")` : "list_queues()";
  const text = `import boto3

sqs = boto3.client(
    "sqs",
    endpoint_url="${endpoint}",
    region_name="${REGION}",
    aws_access_key_id="${keyId}",
    aws_secret_access_key="${secret}",
)
print(sqs.${call})
`;
  return [{ key: "boto3", title: "pip install boto3", text }];
}

/** @param {Access} access */
function js({ endpoint, keyId, secret, queue }) {
  const [command, args] = queue ? ["ReceiveMessageCommand", `{ QueueUrl: "${queue}" }`] : ["ListQueuesCommand", "{}"];
  const text = `import { ${command}, SQSClient } from ${JSON.stringify(SDK)};

const sqs = new SQSClient({
  endpoint: "${endpoint}",
  region: "${REGION}",
  credentials: { accessKeyId: "${keyId}", secretAccessKey: "${secret}" },
});
console.log(await sqs.send(new ${command}(${args})));
`;
  return [{ key: "js", title: `npm install ${SDK}`, text }];
}

const LINES = { cli, boto3, js };
