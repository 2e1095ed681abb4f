using System.Text.Json.Nodes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The calibration of prediction intervals: conformity scores of each step, and of each level the share of misses that it aims
/// at now (adaptive conformal inference, Gibbs and Candès 2021).
/// </summary>
/// <param name="scores">The scores around each of the bounds (outer array), of each step.</param>
/// <param name="misses">The share of misses that each level (outer array) aims at, of each step.</param>
internal sealed class IntervalState(ConformityScores[][] scores, double[][] misses)
{
    /// <summary>The step size by which the aim follows misses: γ of the paper's experiments.</summary>
    private const double Rate = 0.005;

    /// <summary>The scores around each of the bounds (outer array), of each step.</summary>
    public ConformityScores[][] Scores => scores;

    /// <summary>Another one that is the same, and goes its own way.</summary>
    public IntervalState Copy() => new(
        [.. scores.Select(steps => (ConformityScores[])[.. steps.Select(step => step.Copy())])],
        [.. misses.Select(steps => (double[])[.. steps])]);

    /// <summary>The same state for errors in other units.</summary>
    /// <param name="factor">Their factor, above 0.</param>
    public IntervalState Scaled(double factor) => new(
        [.. scores.Select(steps => (ConformityScores[])[.. steps.Select(step => step.Scaled(factor))])],
        [.. misses.Select(steps => (double[])[.. steps])]);

    /// <summary>The reach of a level's intervals beyond their bounds, as a conformity score.</summary>
    /// <param name="level">Index of the level.</param>
    /// <param name="bounds">Index of its bounds.</param>
    /// <param name="step">The step, from 0.</param>
    public double Reach(int level, int bounds, int step) => scores[bounds][step].Quantile(1 - misses[level][step]);

    /// <summary>Takes note of what became of forecasts: αₜ₊₁ = αₜ + γ (α − errₜ).</summary>
    /// <param name="level">Index of the level.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="aim">The share of misses that the level stands for: α.</param>
    /// <param name="missed">The share of the forecasts whose truth was outside.</param>
    public void Follow(int level, int step, double aim, double missed) =>
        misses[level][step] = Math.Clamp(misses[level][step] + (Rate * (aim - missed)), 0, 1);

    /// <summary>The state as it is saved.</summary>
    public JsonObject ToJson() => new()
    {
        ["scores"] = new JsonArray([.. scores.Select(steps => new JsonArray([.. steps.Select(step =>
            new JsonArray([.. step.Thinned().Select(score => (JsonNode)score)]))]))]),
        ["misses"] = new JsonArray([.. misses.Select(steps => new JsonArray([.. steps.Select(share => (JsonNode)share)]))]),
    };

    /// <summary>Restores a state from <see cref="ToJson"/>.</summary>
    /// <param name="json">The saved state.</param>
    public static IntervalState FromJson(JsonNode json) => new(
        [.. json["scores"]!.AsArray().Select(steps => (ConformityScores[])[.. steps!.AsArray().Select(
            step => new ConformityScores(step!.AsArray().Select(score => score!.GetValue<float>()), steps.AsArray().Count))])],
        [.. json["misses"]!.AsArray().Select(steps => (double[])[.. steps!.AsArray().Select(share => share!.GetValue<double>())])]);
}
