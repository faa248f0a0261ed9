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

// Every query asks for log lines that the bot writes; a test compares them with the program.
var alerts = [
  {
    name: 'poison-queue'
    description: 'A message failed five times. It is set aside and can be replayed.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "message set aside queue="'
  }
  {
    name: 'sweep-missing'
    description: 'No sweep came to its end in 26 hours: lost events go unnoticed.'
    severity: 1
    every: 'PT1H'
    over: 'P1D'
    range: 'P2D'
    operator: 'LessThanOrEqual'
    query: 'AppTraces | where TimeGenerated > ago(26h) and (Message startswith "sweep ended outcome=complete" or Message startswith "sweep ended outcome=partial")'
  }
  {
    name: 'event-lag'
    description: 'One event in twenty is received more than five minutes after it happened.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "health status=" | parse Message with * "eventLagP95Seconds=" Lag:long " setAside=" * | where Lag > 300'
  }
  {
    name: 'queue-age'
    description: 'Work waits in a queue for longer than it should.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "queue state name=" | parse Message with "queue state name=" Queue " depth=" Depth:long " ageSeconds=" Age:long * | where Age > iff(Queue in ("driftwarden-events", "driftwarden-evaluate"), 1800, 5400)'
  }
  {
    name: 'write-failures'
    description: 'Azure refused writes of the bot.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "write failed kind="'
  }
  {
    name: 'not-fixed'
    description: 'A fix was written, but the live state does not pass.'
    severity: 2
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "fix not verified finding="'
  }
  {
    name: 'kill-switch-on'
    description: 'The kill switch is on: the bot writes nothing until it is turned off.'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    operator: 'GreaterThan'
    query: 'AppTraces | where Message startswith "kill switch on"'
  }
  {
    name: 'silent'
    description: 'The bot has not said for half an hour how it is: it does not run.'
    severity: 1
    every: 'PT15M'
    over: 'PT30M'
    operator: 'LessThanOrEqual'
    query: 'AppTraces | where Message startswith "health status="'
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
      overrideQueryTimeRange: alert.?range
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
