using Unroll.Catalogue;
using Unroll.Initializers;

namespace Unroll.Tests.Initializers;

/// <summary>An initializer of a user that counts how often it is asked.</summary>
internal sealed class Counting : Initializer
{
    private static readonly Lazy<bool> _registered = new(() =>
    {
        Catalogue.Register(new Entry<Initializer>(
            "counting", typeof(Counting), "Counts how often it is asked.", [], _ => new Counting()));
        return true;
    });

    private static int _fills;

    private readonly Action? _onFill;

    /// <summary>Creates the initializer.</summary>
    /// <param name="onFill">What happens when it is asked.</param>
    public Counting(Action? onFill = null)
    {
        _onFill = onFill;
        _ = _registered?.Value;
    }

    /// <summary>How often any was asked.</summary>
    public static int Fills => _fills;

    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        Interlocked.Increment(ref _fills);
        _onFill?.Invoke();
        foreach (ref float value in values)
        {
            value = random.NextSingle() - 0.5f;
        }
    }
}
