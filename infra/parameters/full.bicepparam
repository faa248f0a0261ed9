using '../main.bicep'

// Every family may be fixed where the policy file allows it, behind private endpoints. What the bot really does is
// still decided by the policy file; this only gives it the right.
param watchedSubscriptions = [
  { id: '00000000-0000-0000-0000-000000000001' }
  {
    id: '00000000-0000-0000-0000-000000000002'
    existingTopic: { name: 'contoso-subscription-events', resourceGroup: 'rg-events' }
  }
]
param writeFamilies = [
  'acr'
  'ai'
  'aks'
  'apim'
  'backup'
  'compute'
  'cosmos'
  'defender'
  'eventhub'
  'keyvault'
  'monitor'
  'mysql'
  'network'
  'postgres'
  'rbac'
  'redis'
  'servicebus'
  'sql'
  'storage'
  'web'
]
param authenticationClientId = '00000000-0000-0000-0000-000000000000'
param privateNetworking = true
param entraAudit = true
param logRetentionDays = 365
param alertEmails = ['oncall@contoso.com', 'platform@contoso.com']
