using '../main.bicep'

// Watches development and production; may fix storage findings, and only in development.
param watchedSubscriptions = [
  { id: '00000000-0000-0000-0000-000000000001' } // contoso development
  { id: '00000000-0000-0000-0000-000000000002' } // contoso production
]
param writeFamilies = ['storage']
param writeSubscriptions = ['00000000-0000-0000-0000-000000000001']
param authenticationClientId = '00000000-0000-0000-0000-000000000000'
param alertEmails = ['platform@contoso.com']
