using System.Diagnostics.CodeAnalysis;

namespace Unroll.Layers;

/// <summary>The errors that layers throw: what was got, what was expected, what to do.</summary>
internal static class LayerErrors
{
    public static void ThrowIfNotSequence(Shape input, string layer)
    {
        if (!input.IsSequence)
        {
            ThrowNotSequence(input, layer);
        }
    }

    public static void ThrowIfNotPositive(int units, string layer, string name)
    {
        if (units < 1)
        {
            throw new ArgumentOutOfRangeException(name, units, $"{layer} needs at least 1 of {name}, but got {units}.");
        }
    }

    public static void ThrowIfTaken(Layer layer, string taker)
    {
        if (layer.IsTaken || layer.IsBuilt)
        {
            throw new ArgumentException(
                $"The layer '{layer.Name}' belongs to a model or another layer already: create a new one for {taker}.");
        }
    }

    /// <summary>The inputs must be one sequence.</summary>
    public static void ThrowIfNotOneSequence(IReadOnlyList<Shape> inputs, string layer)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1)
        {
            throw new ArgumentException(
                $"{layer} takes one sequence, but got {CountFormatter.Format(inputs.Count, "inputs")}: " +
                $"{string.Join(", ", inputs)}. Join them first, for example "
                + "with Concatenate.");
        }

        ThrowIfNotSequence(inputs[0], layer);
    }

    /// <summary>The inputs must be one sequence of a known number of timesteps.</summary>
    public static void ThrowIfNotWindow(IReadOnlyList<Shape> inputs, string layer)
    {
        ThrowIfNotOneSequence(inputs, layer);
        ThrowIfAnyLength(inputs[0], layer);
    }

    /// <summary>Recurrent layers whose rows are not those of the batch cannot carry states from piece to piece.</summary>
    public static void ThrowIfCarriesState(LayerPass pass, string layer)
    {
        if (pass.Context.CarriesState)
        {
            throw new ArgumentException(
                $"{layer} cannot carry the states of its recurrent layers from piece to piece of a sequence: train without "
                + "TruncatedSteps.");
        }
    }

    public static void ThrowIfAnyLength(Shape input, string layer)
    {
        if (input.Timesteps == Shape.AnyLength)
        {
            throw new ArgumentException(
                $"{layer} must know how many timesteps come in, but got {input}, any number of them: give the model's input a fixed "
                + $"number of timesteps, " +
                "or make a vector of any number with GlobalMaxPooling1D or a recurrent layer.");
        }
    }

    [DoesNotReturn]
    public static void ThrowShape(string layer, Shape expected, Shape actual) => throw new ArgumentException(
        $"{layer} was built for input of shape {expected}, but got {actual}: build a new model for that shape, or reshape the data.");

    [DoesNotReturn]
    private static void ThrowNotSequence(Shape input, string layer) => throw new ArgumentException(
        $"{layer} expects input of shape [batch, timesteps, features], but got {input}: add a features axis to the data " +
        $"(for example {CountFormatter.Format(input.Features, "timesteps")} of 1 feature: new Input({input.Features}, 1)), or let " +
        $"the recurrent layer before it "
        + $"return sequences.");
}
