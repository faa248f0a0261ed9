using 'main.bicep'

// For `azd up`: observe-only, in the subscription that azd deploys to.
param name = take(replace(toLower(readEnvironmentVariable('AZURE_ENV_NAME', 'driftwarden')), '-', ''), 11)
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param authenticationClientId = readEnvironmentVariable('DRIFTWARDEN_SIGN_IN_CLIENT_ID')
