using Unroll.Kernels;
using Unroll.Regularizers;

namespace Unroll;

/// <summary>
/// A trainable array of a layer, for example an LSTM's recurrent kernel. Row-major.
/// </summary>
public sealed class Parameter
{
    private readonly AlignedBuffer _values;

    internal Parameter(string name, params int[] shape)
    {
        Name = name;
        Dimensions = shape;
        int length = 1;
        foreach (int dimension in shape)
        {
            length = checked(length * dimension);
        }

        Length = length;
        _values = new AlignedBuffer(length);
    }

    /// <summary>Name within the layer: <c>kernel</c>, <c>recurrent_kernel</c>, <c>bias</c>, as in Keras.</summary>
    public string Name { get; internal set; }

    /// <summary>Whether gradients train it; moving averages, for example, are not.</summary>
    public bool IsTrainable { get; internal init; } = true;

    /// <summary>The regularizer of its values, whose penalty is added to the loss; null: none.</summary>
    public Regularizer? Regularizer { get; set; }

    /// <summary>The sizes of its axes.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>The values, row-major. Whoever writes them calls <see cref="MarkChanged"/> afterwards.</summary>
    public Span<float> Values => _values.Span[..Length];

    /// <summary>The number of changes of the values, so that packed copies know when they are stale.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Where this parameter's gradient starts in a gradient buffer of its model; set when the model is built.</summary>
    internal int Offset { get; set; }

    /// <summary>Notes that the values were written from outside a training step.</summary>
    public void MarkChanged() => Version++;
}
