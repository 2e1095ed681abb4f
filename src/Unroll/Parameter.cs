using System.Diagnostics.CodeAnalysis;
using Unroll.Kernels;
using Unroll.Regularizers;

namespace Unroll;

/// <summary>
/// A trainable array of a layer, for example an LSTM's recurrent kernel. Row-major. Its memory is taken and its initial values are drawn
/// when they are first read, so that a model that is loaded, or only described, costs neither.
/// </summary>
public sealed class Parameter
{
    private AlignedBuffer? _values;

    /// <summary>Creates the description of an array.</summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="dimensions">Sizes of its axes.</param>
    /// <exception cref="ArgumentException">It would be longer than an array can be.</exception>
    internal Parameter(string name, params IReadOnlyList<int> dimensions)
    {
        Name = name;
        Dimensions = [.. dimensions];
        Length = WeightLimit.LengthOf(name, Dimensions);
    }

    /// <summary>Name within the layer: <c>kernel</c>, <c>recurrent_kernel</c>, <c>bias</c>, as in Keras.</summary>
    public string Name { get; internal set; }

    /// <summary>Whether gradients train it; moving averages, for example, are not.</summary>
    public bool IsTrainable { get; internal set; } = true;

    /// <summary>The regularizer of its values, whose penalty is added to the loss; null: none.</summary>
    public Regularizer? Regularizer { get; set; }

    /// <summary>The sizes of its axes.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>
    /// The values, row-major; the initial ones are drawn when they are first read. Whoever writes them calls <see cref="MarkChanged"/>
    /// afterwards.
    /// </summary>
    public Span<float> Values
    {
        get
        {
            if (_values is null)
            {
                CreateValues(CancellationToken.None);
            }

            return _values!.Span;
        }
    }

    /// <summary>The number of changes of the values, so that packed copies know when they are stale.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>The start of this parameter's gradient in a gradient buffer of its model; set when the model is built.</summary>
    internal int Offset { get; set; }

    /// <summary>Whether only rows that a batch has a gradient for are updated, as an embedding may ask for.</summary>
    internal bool HasSparseRows { get; set; }

    /// <summary>Whether rows are updated apart: a penalty, which gives all of them a gradient, rules that out.</summary>
    internal bool IsSparse => HasSparseRows && Regularizer is null;

    /// <summary>The source of the values when they are first read; null for zeros.</summary>
    [SuppressMessage("Performance", "CA1859:Use concrete types", Justification = "What draws them belongs to the layers, above.")]
    internal IInitialValues? Initial { private get; init; }

    /// <summary>Whether the values are there, rather than still to be drawn.</summary>
    internal bool HasValues => _values is not null;

    /// <summary>Notes that the values were written from outside a training step.</summary>
    public void MarkChanged() => Version++;

    /// <summary>The values, all of which the caller writes at once: none are drawn for it.</summary>
    internal Span<float> Overwrite() => (_values ??= new AlignedBuffer(Length)).Span;

    /// <summary>Draws the initial values, unless there are values.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; there are no values then.</exception>
    internal void CreateValues(CancellationToken cancellationToken)
    {
        if (Initial is null)
        {
            // Two threads that read zeros for the first time must see the same ones.
            Interlocked.CompareExchange(ref _values, new AlignedBuffer(Length), null);
        }
        else
        {
            Initial.Draw(cancellationToken);
        }
    }

    /// <summary>Puts values in place of those that are there, if any are.</summary>
    internal void Adopt(AlignedBuffer values) => Volatile.Write(ref _values, values);
}
