{{/* What the operator is told; operator/README.md says what each means. */}}
{{- define "memory-system.operator.env" -}}
- name: MEMORY_SYSTEM_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: MEMORY_SYSTEM_POD
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: MEMORY_SYSTEM_LEASE
  value: {{ include "memory-system.operator.name" . }}
- name: MEMORY_SYSTEM_COLLECTOR_API
  value: {{ ternary "https" "http" .Values.identity.enabled }}://{{ include "memory-system.collector.host" . }}:{{ ternary 8443 8080 .Values.identity.enabled }}
- name: MEMORY_SYSTEM_COLLECTOR_OTLP
  value: {{ ternary "https" "http" .Values.identity.enabled }}://{{ include "memory-system.collector.host" . }}:{{ ternary 4328 4318 .Values.identity.enabled }}
- name: MEMORY_SYSTEM_IDENTITY
  value: {{ ternary "kubernetes" "none" .Values.identity.enabled }}
- name: MEMORY_SYSTEM_TOKEN_FILE
  value: /var/run/secrets/memory-system.dev/token
- name: MEMORY_SYSTEM_AUTHORITY_SECRET
  value: {{ include "memory-system.authority.secretName" . }}
- name: MEMORY_SYSTEM_COLLECTOR_SECRET
  value: {{ include "memory-system.collector.name" . }}
- name: MEMORY_SYSTEM_COLLECTOR_SERVICE
  value: {{ include "memory-system.collector.name" . }}
- name: MEMORY_SYSTEM_WEBHOOK_CONFIGURATION
  value: {{ include "memory-system.fullname" . }}
- name: MEMORY_SYSTEM_WEBHOOK_SERVICE
  value: {{ include "memory-system.webhook.name" . }}
- name: MEMORY_SYSTEM_WEBHOOK_SECRET
  value: {{ include "memory-system.webhook.secretName" . }}
- name: MEMORY_SYSTEM_CRD_UPGRADE
  value: {{ .Values.crds.upgrade | quote }}
- name: MEMORY_SYSTEM_ROLLOUT
  value: {{ .Values.rollout.enabled | quote }}
- name: MEMORY_SYSTEM_EXCLUDED_NAMESPACES
  value: {{ include "memory-system.webhook.excludedNamespaces" . | fromJsonArray | join "," }}
- name: MEMORY_SYSTEM_AGENT_IMAGE
  value: {{ include "memory-system.image" (list . .Values.agent.image) }}
- name: MEMORY_SYSTEM_AGENT_IMAGE_PULL_POLICY
  value: {{ include "memory-system.pullPolicy" (list . .Values.agent.image) }}
- name: MEMORY_SYSTEM_EVICT_STUCK_PODS
  value: {{ .Values.agent.evictStuckPods | quote }}
- name: MEMORY_SYSTEM_AGENT_INTERVAL
  value: {{ .Values.agent.intervalSeconds | quote }}
- name: MEMORY_SYSTEM_AGENT_RESOURCES
  value: {{ .Values.agent.resources | toJson | quote }}
- name: MEMORY_SYSTEM_AGENT_PULL_SECRETS
  value: {{ join "," .Values.agent.pullSecrets | quote }}
{{- if .Values.defaultProfile.enabled }}
- name: MEMORY_SYSTEM_DEFAULT_PROFILE
  value: {{ .Values.defaultProfile.spec | toJson | quote }}
{{- end }}
{{- end -}}
