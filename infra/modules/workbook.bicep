metadata description = 'A workbook over the logs: what came in, what was decided, what was written.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Log Analytics workspace.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'driftwarden')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Driftwarden'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: loadTextContent('../workbook.json')
  }
}
