using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>How well a network forecast a part of the data, walking forward through it with the true history at each origin.</summary>
/// <param name="Part"><c>validation</c> or <c>test</c>.</param>
/// <param name="Model">The network's scores over all origins and steps ahead.</param>
/// <param name="Baselines">The scores of <c>naive</c> and <c>seasonal-naive</c> on the same points.</param>
/// <param name="ByStep">The network's scores a step ahead: the first is one step ahead.</param>
/// <param name="Predictions">Every forecast, by origin and then by step.</param>
public sealed record PartEvaluation(
    string Part,
    ForecastScores Model,
    IReadOnlyDictionary<string, ForecastScores> Baselines,
    IReadOnlyList<ForecastScores> ByStep,
    IReadOnlyList<Prediction> Predictions)
{
    /// <summary>The column that is forecast.</summary>
    public string Target { get; init; } = "";

    /// <summary>Number of windows, that is of forecast origins.</summary>
    public int Windows => ByStep.Count == 0 ? 0 : Predictions.Count / ByStep.Count;
}
