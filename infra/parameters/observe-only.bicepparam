using '../main.bicep'

// Looks and reports; has no right to change anything, whatever the policy file says.
param watchedSubscriptions = [{ id: '00000000-0000-0000-0000-000000000000' }]
param authenticationClientId = '00000000-0000-0000-0000-000000000000'
