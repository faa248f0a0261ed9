metadata description = 'Which events the bot is told about: those operations that can change the answer of a rule, as generated from the rules.'

@description('The system topic.')
param topicName string

@description('Storage account of the bot.')
param storageId string

@description('queue or function.')
param delivery 'queue' | 'function'

@description('Resource id of the function that takes events directly.')
param functionId string

// Each entry keeps within the 25 values that an event subscription may compare with.
var filters = loadJsonContent('../events/filters.json')

var deadLetters = {
  endpointType: 'StorageBlob'
  properties: {
    resourceId: storageId
    blobContainerName: 'driftwarden-deadletter'
  }
}
var toQueue = {
  deliveryWithResourceIdentity: {
    identity: { type: 'SystemAssigned' }
    destination: {
      endpointType: 'StorageQueue'
      properties: {
        resourceId: storageId
        queueName: 'driftwarden-events'
        queueMessageTimeToLiveInSeconds: -1
      }
    }
  }
}
var toFunction = {
  destination: {
    endpointType: 'AzureFunction'
    properties: {
      resourceId: functionId
      maxEventsPerBatch: 1
      preferredBatchSizeInKilobytes: 64
    }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

@batchSize(1)
resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for filter in filters.subscriptions: {
    parent: topic
    name: filter.name
    properties: union(
      {
        eventDeliverySchema: 'EventGridSchema'
        filter: {
          includedEventTypes: filter.eventTypes
          advancedFilters: [
            {
              operatorType: 'StringIn'
              key: 'data.operationName'
              values: filter.operations
            }
          ]
        }
        retryPolicy: {
          maxDeliveryAttempts: 30
          eventTimeToLiveInMinutes: 1440
        }
        deadLetterWithResourceIdentity: {
          identity: { type: 'SystemAssigned' }
          deadLetterDestination: deadLetters
        }
      },
      delivery == 'queue' ? toQueue : toFunction
    )
  }
]
