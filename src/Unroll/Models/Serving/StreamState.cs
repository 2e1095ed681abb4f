using Unroll.Layers;

namespace Unroll.Models;

/// <summary>The state of one layer in a stream, in parts of as many numbers for each row.</summary>
internal abstract class StreamState
{
    /// <summary>Numbers of one row.</summary>
    public abstract int Length { get; }

    /// <summary>Number of parts.</summary>
    protected abstract int Parts { get; }

    /// <summary>The state of a layer in a pass; null where it has none.</summary>
    public static StreamState? Of(Layer layer, LayerPass pass) => layer switch
    {
        RecurrentLayer recurrent => new RecurrentState(recurrent, pass.Workspace),
        _ => pass.Workspace is ConvolutionStream stream ? new ConvolutionState(stream) : null,
    };

    /// <summary>Copies a row's numbers.</summary>
    public void CopyTo(int row, Span<float> destination)
    {
        for (int part = 0; part < Parts; part++)
        {
            Span<float> values = At(part, row);
            values.CopyTo(destination);
            destination = destination[values.Length..];
        }
    }

    /// <summary>Puts a row's numbers back.</summary>
    public void Restore(int row, ReadOnlySpan<float> source)
    {
        for (int part = 0; part < Parts; part++)
        {
            Span<float> values = At(part, row);
            source[..values.Length].CopyTo(values);
            source = source[values.Length..];
        }
    }

    /// <summary>Sets a row's numbers to zero.</summary>
    public void Clear(int row)
    {
        for (int part = 0; part < Parts; part++)
        {
            At(part, row).Clear();
        }
    }

    protected abstract Span<float> At(int part, int row);

    private sealed class RecurrentState(RecurrentLayer layer, LayerWorkspace workspace) : StreamState
    {
        private readonly int[] _sizes = [.. layer.StateSizes];

        public override int Length => _sizes.Sum();

        protected override int Parts => _sizes.Length;

        protected override Span<float> At(int part, int row) => layer.KeptState(workspace, part).Slice(row * _sizes[part], _sizes[part]);
    }

    private sealed class ConvolutionState(ConvolutionStream stream) : StreamState
    {
        public override int Length => stream.Kept * stream.Features;

        protected override int Parts => stream.Kept;

        protected override Span<float> At(int part, int row) => stream.At(part, row);
    }
}
