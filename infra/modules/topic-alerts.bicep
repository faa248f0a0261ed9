metadata description = 'Tells when Event Grid gives up on an event.'

@description('The system topic.')
param topicName string

@description('Tags.')
param tags object

@description('Whom to tell.')
param actionGroupId string

var losses = {
  DeadLetteredCount: 'An event for Driftwarden could not be delivered and lies in the container driftwarden-deadletter.'
  DroppedEventCount: 'Event Grid dropped an event for Driftwarden. The nightly sweep will find what it told about.'
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource alerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for loss in items(losses): {
    name: 'driftwarden-${topicName}-${loss.key}'
    location: 'global'
    tags: tags
    properties: {
      description: loss.value
      severity: 2
      enabled: true
      scopes: [topic.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'lost'
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.EventGrid/systemTopics'
            metricName: loss.key
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      actions: [{ actionGroupId: actionGroupId }]
    }
  }
]
