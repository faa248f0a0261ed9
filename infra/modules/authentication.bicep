metadata description = 'App Service Authentication: everybody signs in through Microsoft Entra; only health, and where needed the Event Grid webhook, are left out.'

@description('The function app.')
param appName string

@description('Client id of the app registration.')
param clientId string

@description('Leaves out the webhook to which Event Grid delivers; it checks a key of its own.')
param excludeWebhook bool

@description('Leaves out the address to which Slack sends presses of buttons; they are signed.')
param slackButtons bool

// The platform compares paths as they were sent, hence both spellings.
var webhookPaths = ['/runtime/webhooks/eventgrid', '/runtime/webhooks/EventGrid']

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true, runtimeVersion: '~1' }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      excludedPaths: concat(
        ['/api/v1/health'],
        slackButtons ? ['/api/v1/slack/interactions'] : [],
        excludeWebhook ? webhookPaths : []
      )
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          clientId: clientId
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
        }
        validation: {
          allowedAudiences: [clientId, 'api://${clientId}']
        }
      }
    }
    login: { tokenStore: { enabled: false } }
    httpSettings: { requireHttps: true }
  }
}
