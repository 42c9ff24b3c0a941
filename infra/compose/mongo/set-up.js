// Run by mongosh, once: makes the replica set and the user of the services. Safe to repeat.
const { readFileSync } = require('node:fs');
const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();

const admin = connect('mongodb://mongo:27017/admin?directConnection=true');
admin.auth('root', secret('mongo-root'));
try {
  admin.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  admin.adminCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] } });
}
while (!admin.hello().isWritablePrimary) sleep(500);

const humai = admin.getSiblingDB('humai');
const user = { pwd: secret('mongo-humai'), roles: [{ role: 'readWrite', db: 'humai' }] };
if (humai.getUser('humai')) humai.updateUser('humai', user);
else humai.createUser({ user: 'humai', ...user });
print('the replica set and its user are there');
