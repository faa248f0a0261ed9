metadata description = 'Sends the events of one subscription to the bot. The system topic has to lie in the subscription that it tells about.'

targetScope = 'subscription'

@description('Part of the names.')
param name string

@description('Region of the resource group.')
param location string

@description('Tags.')
param tags object

@description('System topic that exists already; empty to create one.')
param existingTopicName string

@description('Its resource group.')
param existingTopicGroup string

@description('Subscription of the bot.')
param homeSubscriptionId string

@description('Resource group of the bot.')
param homeGroup string

@description('Storage account of the bot.')
param storageName string

@description('queue or function.')
param delivery 'queue' | 'function'

@description('Resource id of the function that takes events directly.')
param functionId string

@description('Whom to tell when events are lost.')
param actionGroupId string

var create = empty(existingTopicName)
var topicGroup = create ? 'rg-${name}-events' : existingTopicGroup
var topicName = create ? 'evgt-${name}' : existingTopicName

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = if (create) {
  name: 'rg-${name}-events'
  location: location
  tags: tags
}

module created 'topic.bicep' = if (create) {
  name: 'driftwarden-topic'
  scope: resourceGroup(topicGroup)
  params: {
    name: topicName
    tags: tags
  }
  dependsOn: [group]
}

module identity 'topic-identity.bicep' = {
  name: 'driftwarden-topic-identity'
  scope: resourceGroup(topicGroup)
  params: {
    topicName: topicName
  }
  dependsOn: [created]
}

module sender 'sender-roles.bicep' = {
  name: 'driftwarden-sender-${uniqueString(subscription().id)}'
  scope: resourceGroup(homeSubscriptionId, homeGroup)
  params: {
    storageName: storageName
    principalId: identity.outputs.principalId
  }
}

module subscriptions 'event-subscriptions.bicep' = {
  name: 'driftwarden-event-subscriptions'
  scope: resourceGroup(topicGroup)
  params: {
    topicName: topicName
    storageId: resourceId(homeSubscriptionId, homeGroup, 'Microsoft.Storage/storageAccounts', storageName)
    delivery: delivery
    functionId: functionId
  }
  dependsOn: [sender]
}

module alerts 'topic-alerts.bicep' = {
  name: 'driftwarden-topic-alerts'
  scope: resourceGroup(topicGroup)
  params: {
    topicName: topicName
    tags: tags
    actionGroupId: actionGroupId
  }
  dependsOn: [subscriptions]
}
