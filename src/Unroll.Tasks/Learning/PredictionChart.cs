namespace Unroll.Tasks.Learning;

/// <summary>A chart of predictions over time, for a terminal: what was, and what comes.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Unit of the values; null where there is none.</param>
/// <param name="History">Times and values so far.</param>
/// <param name="Predicted">Times and values to come.</param>
public sealed record PredictionChart(
    string Title, string? Unit, IReadOnlyList<KeyValuePair<DateTime, double>> History, IReadOnlyList<KeyValuePair<DateTime, double>> Predicted);
