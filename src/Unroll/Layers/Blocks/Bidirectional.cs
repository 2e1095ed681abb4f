using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// Two recurrent layers over the same sequence, one from the start and one from the end (Schuster and Paliwal 1997), their outputs merged
/// at each timestep. Parameters are those of both, as <c>forward.kernel</c>, <c>backward.kernel</c> and so on. Initial states are further
/// inputs, and final states further outputs, those of the forward layer first.
/// </summary>
public sealed class Bidirectional : BlockLayer
{
    private const string ForwardName = "forward";
    private const string BackwardName = "backward";

    private static readonly Setting<Bidirectional, Block<Layer>> _layer = LayerSettings.Inner<Bidirectional>(
        "layer", layer => LayerEntry.BlockOf(layer.ForwardLayer, ForwardName), "The recurrent layer that reads from the start.");

    private static readonly Setting<Bidirectional, Block<Layer>> _backwardLayer = LayerSettings.Inner<Bidirectional>(
        "backward-layer", layer => layer.OwnBackward(),
        "The recurrent layer that reads from the end, where it is not the same as the first.", isRequired: false);

    private static readonly Setting<Bidirectional, MergeMode> _mergeMode = new(
        "merge-mode",
        Unroll.Catalogue.Kind.Choice(("concatenate", MergeMode.Concatenate), ("sum", MergeMode.Sum), ("average", MergeMode.Average),
            ("multiply", MergeMode.Multiply)),
        layer => layer.MergeMode,
        "How the outputs of the two directions are joined.");

    internal static LayerEntry Entry { get; } = new(
        "bidirectional", typeof(Bidirectional), "Two recurrent layers over the same sequence, one from the start and one from the end.",
        [_layer, _backwardLayer, _mergeMode],
        Create)
    {
        Shorthand = _layer,
        Formula = "y = [h→, h←]",
        Example = "bidirectional: {lstm: 32, merge-mode: sum}",
        TakesSequences = true,
        ReturningSequences = block => WithBackward(block.With(_layer, LayerEntry.ReturnSequences(block.Values.Get(_layer)))),
    };

    private readonly Layer? _merge;

    /// <summary>Wraps a layer and a copy of it that reads backwards.</summary>
    /// <param name="layer">The layer that reads from the start; it belongs to this one from now on.</param>
    /// <param name="mergeMode">How the outputs are merged.</param>
    /// <exception cref="ArgumentException">The layer belongs to a model already, or reads backwards.</exception>
    public Bidirectional(RecurrentLayer layer, MergeMode mergeMode = MergeMode.Concatenate)
        : this(layer, Reverse(layer), mergeMode)
    {
    }

    /// <summary>Wraps two layers.</summary>
    /// <param name="forward">The layer that reads from the start; it belongs to this one from now on.</param>
    /// <param name="backward">The layer that reads from the end (its options say so); it belongs to this one from now on.</param>
    /// <param name="mergeMode">How the outputs are merged.</param>
    /// <exception cref="ArgumentException">
    /// A layer belongs to a model already or reads in the wrong direction, one returns sequences or states and the other does not, or their
    /// units differ and are not to be concatenated.
    /// </exception>
    public Bidirectional(RecurrentLayer forward, RecurrentLayer backward, MergeMode mergeMode = MergeMode.Concatenate)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        LayerErrors.ThrowIfTaken(forward, nameof(Bidirectional));
        LayerErrors.ThrowIfTaken(backward, nameof(Bidirectional));
        if (forward.GoesBackwards || !backward.GoesBackwards)
        {
            throw new ArgumentException(
                $"Bidirectional needs a layer that reads forward and one that reads backward, but the first reads "
                + $"{Direction(forward)} and the second " +
                $"{Direction(backward)}: set GoBackwards of the second alone.");
        }

        if (forward.ReturnSequences != backward.ReturnSequences || forward.ReturnState != backward.ReturnState)
        {
            throw new ArgumentException(
                "Bidirectional needs two layers that both return sequences, or neither, and the same for states: give both the same "
                + "options.");
        }

        if (forward.Units != backward.Units && mergeMode != MergeMode.Concatenate)
        {
            throw new ArgumentException(
                $"Layers of {forward.Units} and {CountFormatter.Format(backward.Units, "units")} can only be concatenated, not " +
                $"joined by {mergeMode}: give both the "
                + $"same units.", nameof(mergeMode));
        }

        ForwardLayer = forward;
        BackwardLayer = backward;
        MergeMode = mergeMode;
        forward.Rename(ForwardName);
        backward.Rename(BackwardName);
        backward.KeepsTimeOrder = true;
        _merge = mergeMode switch
        {
            MergeMode.Concatenate => new Concatenate(),
            MergeMode.Sum => new Add(),
            MergeMode.Average => new Average(),
            MergeMode.Multiply => new Multiply(),
            _ => throw new ArgumentOutOfRangeException(nameof(mergeMode), mergeMode, "Unknown way to join outputs: use one of MergeMode."),
        };
    }

    /// <summary>The layer that reads from the start.</summary>
    public RecurrentLayer ForwardLayer { get; }

    /// <summary>The layer that reads from the end.</summary>
    public RecurrentLayer BackwardLayer { get; }

    /// <summary>The mergeMode mode of the outputs.</summary>
    public MergeMode MergeMode { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int states = ForwardLayer.StateSizes.Count;
        bool hasStates = inputs.Count > 1;
        Signal forward = ForwardLayer.Apply([inputs[0], .. hasStates ? inputs.Skip(1).Take(states) : []]);
        Signal backward = BackwardLayer.Apply([inputs[0], .. hasStates ? inputs.Skip(1 + states) : []]);
        return [_merge!.Apply(forward, backward), .. forward.State, .. backward.State];
    }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        LayerErrors.ThrowIfNotSequence(inputs[0], nameof(Bidirectional));
        int states = ForwardLayer.StateSizes.Count + BackwardLayer.StateSizes.Count;
        if (inputs.Count != 1 && inputs.Count != 1 + states)
        {
            throw new ArgumentException(
                $"Bidirectional takes a sequence, and if wanted {states} initial states, those of the forward layer first, but got "
                + $"{CountFormatter.Format(inputs.Count, "inputs")}: " +
                $"{string.Join(", ", inputs)}.");
        }
    }

    private static string Direction(RecurrentLayer layer) => layer.GoesBackwards ? "backward" : "forward";

    private static Bidirectional Create(SettingValues values)
    {
        RecurrentLayer forward = Recurrent(values.Get(_layer));
        return values.IsGiven(_backwardLayer)
            ? new Bidirectional(forward, Recurrent(values.Get(_backwardLayer)), values.Get(_mergeMode))
            : new Bidirectional(forward, values.Get(_mergeMode));
    }

    private static RecurrentLayer Recurrent(Block<Layer> block) => LayerEntry.CreateInner(block) as RecurrentLayer
        ?? throw new ArgumentException($"Bidirectional needs a recurrent layer, such as lstm, but got {block.Name}.");

    private static Block<Layer> WithBackward(Block<Layer> block) => block.Values.IsGiven(_backwardLayer)
        ? block.With(_backwardLayer, LayerEntry.ReturnSequences(block.Values.Get(_backwardLayer)))
        : block;

    private static RecurrentLayer Reverse(RecurrentLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        LayerErrors.ThrowIfTaken(layer, nameof(Bidirectional));
        return Reversed(layer);
    }

    private static RecurrentLayer Reversed(RecurrentLayer layer)
    {
        RecurrentLayer reversed = layer.Reversed();
        (reversed.Trainable, reversed.ActivityRegularizer) = (layer.Trainable, layer.ActivityRegularizer);
        return reversed;
    }

    /// <summary>The layer that reads from the end; null where it is the other one, reversed.</summary>
    private Block<Layer>? OwnBackward()
    {
        Block<Layer> own = LayerEntry.BlockOf(BackwardLayer, BackwardName);
        return JsonNode.DeepEquals(own.ToJson(), Catalogue.Write(Reversed(ForwardLayer))) ? null : own;
    }
}
