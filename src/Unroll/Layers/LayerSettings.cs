using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>Common settings of layers.</summary>
internal static class LayerSettings
{
    /// <summary>A required whole number.</summary>
    public static Setting<TLayer, int> Size<TLayer>(string name, Func<TLayer, int> get, string help, int example) =>
        new(name, Kind.Integer(1), get, help) { IsRequired = true, Example = FormattableString.Invariant($"{name}: {example}") };

    /// <summary>A whole number.</summary>
    public static Setting<TLayer, int> Whole<TLayer>(string name, Func<TLayer, int> get, string help, int standard, int minimum = 1) =>
        new(name, Kind.Integer(minimum), get, help) { DefaultValue = standard };

    /// <summary>An optional whole number.</summary>
    public static Setting<TLayer, int?> Optional<TLayer>(string name, Func<TLayer, int?> get, string help, string note) =>
        new(name, Kind.Optional(Kind.Integer(1)), get, help) { DefaultNote = note };

    /// <summary>Whole numbers from 1.</summary>
    public static Setting<TLayer,
        IReadOnlyList<int>> Sizes<TLayer>(string name, Func<TLayer, IReadOnlyList<int>> get, string help, IReadOnlyList<int> standard) =>
        new(name, Kind.List(Kind.Integer(1), "whole numbers from 1", allowsSingle: true), get, help) { DefaultValue = standard };

    /// <summary>A number of single precision.</summary>
    public static Setting<TLayer,
        float> Number<TLayer>(string name, Func<TLayer, float> get, string help, float standard, NumberRange? range = null) =>
        new(name, Kind.Single(range), get, help) { DefaultValue = standard };

    /// <summary>A required number.</summary>
    public static Setting<TLayer,
        float> Required<TLayer>(string name, Func<TLayer, float> get, string help, NumberRange range, string example) =>
        new(name, Kind.Single(range), get, help) { IsRequired = true, Example = example };

    /// <summary>A dropout rate.</summary>
    public static Setting<TLayer, float> Dropout<TLayer>(Func<TLayer, float> get, string help, string name = "dropout") =>
        Number(name, get, help, 0, NumberRange.ShareBelowOne);

    /// <summary>A flag.</summary>
    public static Setting<TLayer, bool> Flag<TLayer>(string name, Func<TLayer, bool> get, string help, bool standard = false) =>
        new(name, Kind.Flag, get, help) { DefaultValue = standard };

    /// <summary>Whether there is a bias.</summary>
    public static Setting<TLayer, bool> UseBias<TLayer>(Func<TLayer, bool> get) => Flag("use-bias", get, "Whether there is a bias.", true);

    /// <summary>An activation.</summary>
    public static Setting<TLayer, ActivationFunction> Activation<TLayer>(
        Func<TLayer, ActivationFunction> get, ActivationFunction standard, string help = "Activation of the output.",
        string name = "activation") =>
        new(name, Kind.Made(() => ActivationFunction.Catalogue), get, help) { DefaultValue = standard };

    /// <summary>A required activation.</summary>
    public static Setting<TLayer, ActivationFunction> Function<TLayer>(Func<TLayer, ActivationFunction> get) =>
        new("activation", Kind.Made(() => ActivationFunction.Catalogue), get, "The activation function.")
        {
            IsRequired = true,
            Example = "activation: relu"
        };

    /// <summary>An initializer.</summary>
    public static Setting<TLayer,
        Initializer> Initializer<TLayer>(string name, Func<TLayer, Initializer> get, Initializer standard, string help) =>
        new(name, Kind.Made(() => Unroll.Initializers.Initializer.Catalogue), get, help) { DefaultValue = standard };

    /// <summary>A regularizer; null where there is none.</summary>
    public static Setting<TLayer, Regularizer> Regularizer<TLayer>(string name, Func<TLayer, Regularizer?> get, string help) =>
        new(name, Kind.Made(() => Unroll.Regularizers.Regularizer.Catalogue), layer => get(layer)!, help);

    /// <summary>The padding of a window at the ends of a sequence.</summary>
    public static Setting<TLayer, WindowPadding> Padding<TLayer>(Func<TLayer, WindowPadding> get, bool causal)
    {
        (string, WindowPadding)[] choices = [("valid", WindowPadding.Valid), ("same", WindowPadding.Same),
            .. causal ? [("causal", WindowPadding.Causal)] : Array.Empty<(string, WindowPadding)>()];
        return new("padding", Kind.Choice(choices), get,
            "What lies beyond the ends: nothing (valid), zeros at both (same)" + (causal ? ", or at the beginning alone (causal)." : "."));
    }

    /// <summary>A layer that another one wraps.</summary>
    public static Setting<TLayer,
        Block<Layer>> Inner<TLayer>(string name, Func<TLayer, Block<Layer>?> get, string help, bool isRequired = true) =>
        new(name, Kind.Block(() => Layer.Catalogue), layer => get(layer)!, help) { IsRequired = isRequired };

    /// <summary>A cell of a user.</summary>
    public static Setting<TLayer, Block<RnnCell>> Cell<TLayer>(Func<TLayer, Block<RnnCell>> get) =>
        new("cell", Kind.Block(() => RnnCell.Catalogue), get, "The cell, from those that are registered.")
        {
            IsRequired = true,
            Example = "cell: {my-cell: 32}"
        };

    /// <summary>An entry of a layer without settings of its own.</summary>
    public static LayerEntry Plain(string name, Type type, string summary, Func<Layer> create, bool takesSequences = false,
        string formula = "") =>
        new(name, type, summary, [], _ => create()) { TakesSequences = takesSequences, Formula = formula };
}
