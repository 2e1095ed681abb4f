using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>The settings of multilayer perceptrons in the catalogue.</summary>
/// <param name="get">Reads the options from the model.</param>
internal sealed class PerceptronSettings<T>(Func<T, PerceptronOptions> get)
{
    /// <summary>The most units of a layer: between two of so many lie 100 million weights.</summary>
    private const int MostUnits = 10_000;

    /// <summary>The most epochs: no network of this kind learns anything more behind so many.</summary>
    private const int MostEpochs = 1_000_000;

    private static readonly PerceptronOptions _usual = new();

    private readonly Setting<T, IReadOnlyList<int>> _units =
        new("hidden-units", Kind.List(Kind.Integer(1, MostUnits), "whole numbers", allowsSingle: true), model => get(model).HiddenUnits,
            "Units of each hidden layer.")
        { DefaultValue = _usual.HiddenUnits };

    private readonly Setting<T, int> _epochs =
        new("epochs", Kind.Integer(1, MostEpochs), model => get(model).Epochs, "Most epochs.") { DefaultValue = _usual.Epochs };

    private readonly Setting<T, float> _rate =
        new("learning-rate", Kind.Single(NumberRange.Positive), model => (float)get(model).LearningRate, "Learning rate of Adam.")
        { DefaultValue = (float)_usual.LearningRate };

    private readonly Setting<T, int> _seed =
        new("seed", Kind.Integer(0), model => get(model).Seed, "Seed of weights and order.") { DefaultValue = _usual.Seed };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Setting> All => [_units, _epochs, _rate, _seed];

    /// <summary>The options of values.</summary>
    /// <param name="values">The values.</param>
    public PerceptronOptions Read(SettingValues values) => new()
    {
        HiddenUnits = values.Get(_units),
        Epochs = values.Get(_epochs),
        LearningRate = values.Get(_rate),
        Seed = values.Get(_seed),
    };
}
