metadata description = 'Finds the identity with which a system topic delivers.'

@description('The system topic. It needs a system-assigned identity.')
param topicName string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

@description('Object id of the topic.')
output principalId string = topic.identity.principalId
