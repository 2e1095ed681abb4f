using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>A test of whether two predictors differ by more than chance.</summary>
/// <param name="Test">Its name: <c>diebold-mariano</c>.</param>
/// <param name="Statistic">Its statistic.</param>
/// <param name="PValue">Its two-sided p-value.</param>
/// <param name="Samples">Number of observations that it was made from.</param>
internal sealed record SignificanceDocument(
    string Test,
    [property: JsonConverter(typeof(ScoreConverter))] double Statistic,
    [property: JsonConverter(typeof(ScoreConverter))] double PValue,
    int Samples);
