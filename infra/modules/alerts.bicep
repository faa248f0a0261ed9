metadata description = 'Alerts on what a person has to act on. What each means and what to do: README.md, "Alerts".'

@description('Part of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Log Analytics workspace.')
param workspaceId string

@description('E-mail addresses to tell.')
param emails string[]

var alerts = [
  {
    name: 'poison-queue'
    description: 'A message failed five times. It is recorded and can be replayed.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppRequests | where Name startswith "RecordPoisoned"'
  }
  {
    name: 'sweep-missing'
    description: 'The nightly sweep did not succeed in the last day: lost events go unnoticed.'
    severity: 1
    every: 'PT1H'
    over: 'P1D'
    operator: 'LessThanOrEqual'
    query: 'AppRequests | where Name == "NightlySweep" and Success == true'
  }
  {
    name: 'event-lag'
    description: 'Events wait more than five minutes before they are looked at.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where OperationName in ("OnQueuedChange", "Evaluate") | parse Message with "Trigger Details:" * "InsertedOn: " InsertedOn:datetime | where isnotnull(InsertedOn) and TimeGenerated - InsertedOn > 5m'
  }
  {
    name: 'write-failures'
    description: 'Azure refused writes of the bot.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "write failed"'
  }
  {
    name: 'kill-switch-on'
    description: 'The kill switch was turned on: the bot writes nothing until it is turned off.'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "kill switch on"'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'driftwarden'
    enabled: true
    emailReceivers: [
      for (email, i) in emails: {
        name: 'person ${i + 1}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: 'driftwarden-${alert.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'Driftwarden: ${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: alert.every
      windowSize: alert.over
      // Tables appear with the first row; an alert must be creatable before.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: alert.operator
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

@description('Resource id of the action group.')
output actionGroupId string = people.id
