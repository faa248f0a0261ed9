metadata description = 'The roles of the bot, as generated from the rules: one to read, one for each family of fixes.'

targetScope = 'subscription'

@description('Subscriptions in which the roles may be assigned.')
param subscriptionIds string[]

@description('Families of fixes to define a role for.')
param families string[]

var roles = loadJsonContent('../roles/roles.json')
var scopes = [for id in subscriptionIds: '/subscriptions/${id}']

resource reader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'driftwarden', 'reader')
  properties: {
    roleName: '${roles.reader.name} ${take(uniqueString(subscription().id), 6)}'
    description: roles.reader.description
    type: 'CustomRole'
    assignableScopes: scopes
    permissions: [{ actions: roles.reader.actions, notActions: [] }]
  }
}

resource writers 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for family in families: {
    name: guid(subscription().id, 'driftwarden', 'write', family)
    properties: {
      roleName: '${roles.write[family].name} ${take(uniqueString(subscription().id), 6)}'
      description: roles.write[family].description
      type: 'CustomRole'
      assignableScopes: scopes
      permissions: [{ actions: roles.write[family].actions, notActions: [] }]
    }
  }
]

@description('Resource id of the role to read.')
output readerId string = reader.id

@description('Resource ids of the roles to write, in the order of the families.')
output writerIds string[] = [for (family, i) in families: writers[i].id]
