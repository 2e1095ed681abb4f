using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// Layers between a window's normalisation and its inverse (RevIN, Kim et al. 2022): each feature of each sample is normalised by its own
/// statistics over the window, the layers forecast, and the forecast gets the statistics back, so that a level or scale that moves between
/// training and use is no matter. The layers end with as many features as are normalised, or with a vector of them step by step.
/// Parameters are those of the layers inside, and <c>normalize.gamma</c> and <c>normalize.beta</c>, one number a feature.
/// </summary>
public sealed class ReversibleNormalization : BlockLayer
{
    private static readonly Setting<ReversibleNormalization, IReadOnlyList<Block<Layer>>> _layers =
        LayerStack.Setting<ReversibleNormalization>(layer => layer._stack, "The layers between, one after another.");

    private static readonly Setting<ReversibleNormalization, WindowStatistics> _statistics = new(
        "statistics",
        Unroll.Catalogue.Kind.Choice(
            ("mean-and-deviation", WindowStatistics.MeanAndDeviation), ("last-value", WindowStatistics.LastValue)),
        layer => layer._options.Statistics,
        "What is taken out of each window and put back: mean and standard deviation, or the last value alone.");

    private static readonly Setting<ReversibleNormalization, bool> _affine = LayerSettings.Flag<ReversibleNormalization>(
        "affine", layer => layer._options.Affine, "Whether each feature has a trained scale and shift besides.", true);

    private static readonly Setting<ReversibleNormalization, float> _epsilon = LayerSettings.Number<ReversibleNormalization>(
        "epsilon", layer => layer._options.Epsilon, "Added to the variance.", default(ReversibleNormalizationOptions).Epsilon,
        NumberRange.Positive);

    private static readonly Setting<ReversibleNormalization, IReadOnlyList<int>> _features = new(
        "features",
        Unroll.Catalogue.Kind.List(
            Unroll.Catalogue.Kind.Integer(0), "whole numbers from 0", allowsSingle: true, allowsEmpty: true, isDistinct: true),
        layer => layer._options.Features,
        "Indices of the features that are normalised and that the outputs continue; the others pass as they are.")
    {
        DefaultValue = [],
        DefaultNote = "all",
    };

    internal static LayerEntry Entry { get; } = new(
        "reversible-normalization", typeof(ReversibleNormalization),
        "Layers on a window that is normalised by its own statistics, which the output gets back (RevIN).",
        [_layers, _statistics, _affine, _epsilon, _features],
        values => new ReversibleNormalization(LayerStack.Create(values.Get(_layers)), new ReversibleNormalizationOptions
        {
            Statistics = values.Get(_statistics),
            Affine = values.Get(_affine),
            Epsilon = values.Get(_epsilon),
            Features = values.Get(_features),
        }))
    {
        Aliases = ["revin"],
        Shorthand = _layers,
        Formula = "y = (layers(γ·(x − mean)/√(variance + ε) + β) − β)/γ·√(variance + ε) + mean",
        Example = "reversible-normalization: {layers: [{temporal-linear: 24}], statistics: last-value}",
        TakesSequences = true,
        ReturningSequences = block => block.With(_layers, LayerStack.ReturningSequences(block.Values.Get(_layers))),
    };

    private readonly ReversibleNormalizationOptions _options;
    private readonly LayerStack _stack;
    private readonly WindowNormalization _normalize;
    private readonly WindowDenormalization _denormalize;

    /// <summary>Puts layers between the normalisation and its inverse.</summary>
    /// <param name="layers">The layers, at least one; they belong to this one from now on.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options' epsilon is not positive, or a feature is negative.</exception>
    /// <exception cref="ArgumentException">
    /// There is no layer, one belongs to a model or another layer already, or a feature stands twice.
    /// </exception>
    public ReversibleNormalization(IEnumerable<Layer> layers, ReversibleNormalizationOptions options = default)
    {
        Require.PositiveFinite(options.Epsilon, nameof(options.Epsilon));
        foreach (int feature in options.Features)
        {
            Require.AtLeast(feature, 0, nameof(options.Features));
        }

        if (options.Features.Distinct().Count() != options.Features.Count)
        {
            throw new ArgumentException(
                $"The features to normalise are {string.Join(", ", options.Features)}, but each may stand once.", nameof(options));
        }

        _options = options;
        _stack = new LayerStack(layers, nameof(ReversibleNormalization));
        _normalize = new WindowNormalization(options) { Name = "normalize" };
        _denormalize = new WindowDenormalization(_normalize) { Name = "denormalize" };
    }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs) =>
        LayerErrors.ThrowIfNotOneSequence(inputs, nameof(ReversibleNormalization));

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Signal window = _normalize.Apply(inputs[0]);
        return [_denormalize.Apply(_stack.Apply(window), window.Outputs[1])];
    }
}
