namespace Unroll.Interchange;

/// <summary>A tensor of a layer in another framework's layout, with the places of its elements in the layer's own parameters.</summary>
/// <param name="Name">Name within the layer's module, for example <c>weight_ih_l0</c>.</param>
/// <param name="Shape">Sizes of its axes.</param>
/// <param name="Parameters">The parameters that it holds.</param>
/// <param name="Place">The place of an element, counted row-major.</param>
internal sealed record ForeignTensor(string Name, int[] Shape, Parameter[] Parameters, Func<int, Place> Place)
{
    /// <summary>
    /// Whether it is the second of two tensors whose sum is the parameter, as PyTorch's two biases: added on import, zeros on export.
    /// </summary>
    public bool IsSecondSummand { get; init; }

    public int Length => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>A tensor that is a parameter as it is, perhaps with other axes.</summary>
    public static ForeignTensor Same(string name, Parameter parameter, params int[] shape) =>
        new(name, shape.Length > 0 ? shape : [.. parameter.Dimensions], [parameter], index => new Place(parameter, index));

    /// <summary>Adds the tensor's values to the parameters.</summary>
    public void AddTo(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Place place = Place(i);
            place.Parameter.Values[place.Index] += values[i];
        }
    }

    /// <summary>The tensor's values, taken from the parameters.</summary>
    public float[] Collect()
    {
        float[] values = new float[Length];
        for (int i = 0; i < values.Length && !IsSecondSummand; i++)
        {
            Place place = Place(i);
            values[i] = place.Parameter.Values[place.Index];
        }

        return values;
    }
}
