using System.Text.Json.Nodes;

namespace Unroll.Tasks.Classical;

/// <summary>A classical model among the baselines of a run, fitted to its training part.</summary>
/// <param name="name">Its name among the baselines.</param>
/// <param name="model">The fitted model.</param>
internal sealed class ClassicalBaseline(string name, FittedModel model)
{
    /// <summary>Its name among the baselines.</summary>
    public string Name => name;

    /// <summary>The fitted model.</summary>
    public FittedModel Model => model;

    /// <summary>The calibration of its prediction intervals, as the task saves it; null before it is calibrated, and where a task has none.
    /// </summary>
    public JsonNode? Intervals { get; set; }
}
