metadata description = 'The identity of the bot. Everything it may do is given to this one, by name.'

@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Object id of the service principal.')
output principalId string = identity.properties.principalId

@description('Client id.')
output clientId string = identity.properties.clientId
