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
{{- end -}}
