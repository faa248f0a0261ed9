metadata description = 'An event hub for the audit log of Microsoft Entra. A diagnostic setting of the tenant fills it; see README.md.'

@description('Name of the namespace.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Object id of the bot.')
param principalId string

var eventHubsDataReceiver = 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard', capacity: 1 }
  properties: {
    // The diagnostic setting of the tenant sends with an access key: it knows no other way.
    disableLocalAuth: false
    minimumTlsVersion: '1.2'
  }
}

resource hub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: 'entra-audit'
  properties: {
    partitionCount: 1
    messageRetentionInDays: 7
  }
}

resource consumers 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: hub
  name: 'driftwarden'
  properties: {}
}

resource sender 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = {
  parent: namespace
  name: 'diagnostic-setting'
  properties: { rights: ['Listen', 'Manage', 'Send'] }
}

resource receiver 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hub.id, principalId, eventHubsDataReceiver)
  scope: hub
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataReceiver)
    description: 'Driftwarden reads the audit log of Microsoft Entra here.'
  }
}

@description('Host name of the namespace.')
output hostName string = '${namespace.name}.servicebus.${namespaceSuffix[environment().name]}'

var namespaceSuffix = {
  AzureCloud: 'windows.net'
  AzureUSGovernment: 'usgovcloudapi.net'
  AzureChinaCloud: 'chinacloudapi.cn'
}
