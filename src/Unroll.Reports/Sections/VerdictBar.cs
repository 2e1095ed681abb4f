namespace Unroll.Reports.Sections;

/// <summary>One forecaster's error beside the others'.</summary>
/// <param name="Name">The forecaster.</param>
/// <param name="Value">Its error.</param>
/// <param name="Text">Its error with the unit.</param>
internal readonly record struct VerdictBar(string Name, double Value, string Text);
