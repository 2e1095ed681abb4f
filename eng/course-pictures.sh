#!/usr/bin/env bash
# Writes the pictures of docs/course, docs/images/course/LESSON.svg, from runs of examples/Course, and the results that its pages print.
#
#   eng/course-pictures.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
UNROLL_WRITE_DOCS=1 dotnet test tests/Unroll.Reports.Tests -c Release --nologo -v quiet --filter CoursePageTests
