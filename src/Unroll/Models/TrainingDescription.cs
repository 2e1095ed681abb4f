using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>The compilation of a model as JSON: the optimizer, and the loss and the metrics of each output.</summary>
internal sealed record TrainingDescription(Optimizer Optimizer, IReadOnlyList<OutputLoss> Losses)
{
    private static readonly Setting<OutputLoss, Loss> _loss = new(
        "loss", Kind.Made(() => Loss.Catalogue), output => output.Loss, "The loss.")
    { IsRequired = true };

    private static readonly Setting<OutputLoss, double> _weight =
        new("weight", Kind.Number(NumberRange.NonNegative), output => output.Weight,
            "Its factor in the sum over the outputs.")
        { DefaultValue = 1 };

    private static readonly Setting<OutputLoss, IReadOnlyList<Metric>> _metrics =
        new("metrics", Kind.List(Kind.Made(() => Metric.Catalogue), allowsEmpty: true), output => output.Metrics,
            "What is reported beside it.")
        { DefaultValue = [] };

    private static readonly Section<OutputLoss> _outputLoss = new(
        [_loss, _weight, _metrics],
        values => new OutputLoss(values.Get(_loss), [.. values.Get(_metrics)]) { Weight = values.Get(_weight) });

    private static readonly Setting<TrainingDescription, Optimizer> _optimizer =
        new("optimizer", Kind.Made(() => Optimizer.Catalogue), training => training.Optimizer, "The optimizer.") { IsRequired = true };

    private static readonly Setting<TrainingDescription, IReadOnlyList<OutputLoss>> _losses =
        new("losses", Kind.List(_outputLoss), training => training.Losses, "What is made small at each output.") { IsRequired = true };

    private static readonly Section<TrainingDescription> _section =
        new([_optimizer, _losses], values => new(values.Get(_optimizer), values.Get(_losses)));

    /// <summary>The compilation of a model; null where it was not compiled. Unreadable parts of a file stay as they were.</summary>
    /// <exception cref="InputException">The type of the optimizer, a loss or a metric is not registered.</exception>
    public static JsonObject? Write(Model model) => model.Optimizer is { } optimizer
        ? (JsonObject)_section.Write(new TrainingDescription(optimizer, model.OutputLosses))!
        : (JsonObject?)model.UnreadTraining?.DeepClone();

    /// <summary>Compiles a model as it was.</summary>
    /// <exception cref="InputException">The optimizer, a loss or a metric is not registered, or the description is damaged.</exception>
    public static void Compile(Model model, JsonObject description)
    {
        TrainingDescription training = _section.Read(new JsonConfiguration(description, "The model's description", "training"));
        model.SetCompiled(training.Optimizer, training.Losses);
    }
}
