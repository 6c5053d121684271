{{/* What the collector is told; collector/README.md says what each means. */}}
{{- define "memory-system.collector.env" -}}
- name: MEMORY_SYSTEM_ROLE
  value: all
- name: MEMORY_SYSTEM_DATA_DIR
  value: /var/lib/memory-system
- name: MEMORY_SYSTEM_RETENTION_SERIES
  value: P{{ .Values.collector.retentionDays.series }}D
- name: MEMORY_SYSTEM_RETENTION_PROCESSES
  value: P{{ .Values.collector.retentionDays.processes }}D
- name: MEMORY_SYSTEM_RETENTION_WORKLOADS
  value: P{{ .Values.collector.retentionDays.workloads }}D
- name: MEMORY_SYSTEM_MAX_DATABASE_BYTES
  value: {{ include "memory-system.collector.databaseBytes" . | quote }}
{{- if .Values.identity.enabled }}
- name: MEMORY_SYSTEM_IDENTITY
  value: kubernetes
- name: MEMORY_SYSTEM_IDENTITY_DIR
  value: /etc/memory-system/identity
- name: MEMORY_SYSTEM_AUDIENCE
  value: memory-system
- name: MEMORY_SYSTEM_OPERATOR
  value: {{ include "memory-system.accountOf" (list . (include "memory-system.operator.serviceAccountName" .)) }}
- name: MEMORY_SYSTEM_READERS
  value: {{ prepend .Values.identity.readers (include "memory-system.accountOf" (list . (include "memory-system.reader.serviceAccountName" .))) | join "," }}
- name: MEMORY_SYSTEM_PLAINTEXT
  value: {{ .Values.collector.plaintext | quote }}
- name: MEMORY_SYSTEM_METRICS_WORKLOADS
  value: {{ ternary "open" "readers" .Values.metrics.workloads.open }}
{{- end }}
{{- end -}}

{{/* Bytes the database may take: what is asked for, else half of the volume, or of what an emptyDir may hold. */}}
{{- define "memory-system.collector.databaseBytes" -}}
{{- $persistence := .Values.collector.persistence -}}
{{- if $persistence.databaseSize -}}
{{- include "memory-system.bytes" $persistence.databaseSize -}}
{{- else -}}
{{- div (include "memory-system.bytes" $persistence.size | int64) 2 -}}
{{- end -}}
{{- end -}}
