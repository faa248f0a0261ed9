metadata description = 'Lets the bot apply the fixes of some families in a subscription. Where a family may touch role assignments, a condition keeps it from protected roles and from its own.'

targetScope = 'subscription'

@description('Object id of the bot.')
param principalId string

@description('Families, keys of "write" in roles/roles.json.')
param families string[]

@description('Resource ids of their roles, in the same order.')
param roleIds string[]

@description('Role definition ids (GUIDs) that the bot may neither grant nor take away.')
@minLength(1)
param protectedRoleIds string[]

var roles = loadJsonContent('../roles/roles.json')
var condition = replace(
  replace(loadTextContent('../roles/condition.txt'), '{protected}', join(protectedRoleIds, ', ')),
  '{bot}',
  principalId
)

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (family, i) in families: {
    name: guid(subscription().id, principalId, 'driftwarden', 'write', family)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: roleIds[i]
      description: 'Driftwarden applies fixes of the family ${family} here.'
      condition: roles.write[family].roleAssignments ? condition : null
      conditionVersion: roles.write[family].roleAssignments ? '2.0' : null
    }
  }
]
