namespace Unroll.Tasks.Learning;

/// <summary>A chart of history and predictions over time, for a terminal.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Unit of the values; null where there is none.</param>
/// <param name="History">Times and values of the history.</param>
/// <param name="Predicted">Times and values of the predictions.</param>
public sealed record PredictionChart(
    string Title, string? Unit, IReadOnlyList<KeyValuePair<DateTime, double>> History,
    IReadOnlyList<KeyValuePair<DateTime, double>> Predicted);
