using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>
/// The threads of a <see cref="Predictor"/>, which its calls and its streams share. One of them at a time has the team; the others find it
/// taken and run on their own threads. Nothing here allocates after the start.
/// </summary>
internal sealed class ServingTeam : IDisposable
{
    /// <summary>Passes that the team takes at a time, at least: each holds buffers meanwhile.</summary>
    private const int LeastCapacity = 16;

    // To wake a thread that sleeps, as all do 50 µs after their last work, costs about 5 to 10 µs, once a call. The products at single
    // timesteps come one upon the other, so that only the first of them finds a thread asleep; of those over all timesteps there may be no
    // more than one.
    private const double LeastNanosecondsByTimestep = 20_000;
    private const double LeastNanosecondsAtOnce = 100_000;

    private readonly WorkerTeam _workers;
    private readonly long _weights;
    private readonly Action<int> _forward;
    private int _isTaken;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads, the caller's included; at least 2.</param>
    /// <param name="model">The model that they run.</param>
    public ServingTeam(int threads, Model model)
    {
        // An embedding is looked up, not multiplied.
        _weights = model.Layers.Where(layer => layer is not Embedding).SelectMany(layer => layer.Parameters)
            .Select(parameter => (long)parameter.Length).DefaultIfEmpty().Max();
        _workers = new WorkerTeam(threads);
        Passes = new ShardPass?[Math.Max(LeastCapacity, threads)];
        _forward = pass => Passes[pass]!.Forward();
    }

    /// <summary>Passes that can run at once.</summary>
    public int Capacity => Passes.Length;

    /// <summary>The call that <see cref="Forward"/> runs; filled by the team's user, and emptied before the team is returned.</summary>
    public ShardPass?[] Passes { get; }

    /// <summary>Whether the products of one pass are large enough for several threads, as far as the largest weights tell.</summary>
    /// <param name="rows">Rows of the pass.</param>
    /// <param name="timesteps">Its timesteps.</param>
    public bool IsWorthwhile(int rows, int timesteps)
    {
        double byTimestep = PanelTeam.Nanoseconds(rows, _weights);
        return (byTimestep >= PanelTeam.LeastNanoseconds && byTimestep * timesteps >= LeastNanosecondsByTimestep)
            || PanelTeam.Nanoseconds((long)rows * timesteps, _weights) >= LeastNanosecondsAtOnce;
    }

    /// <summary>Takes the team if nobody has it. Never true after <see cref="Dispose"/>.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    /// <summary>Lets others take the team.</summary>
    public void GiveBack() => Volatile.Write(ref _isTaken, 0);

    /// <summary>Runs the first passes forward; where there is one only, all threads share its large products.</summary>
    /// <param name="count">How many.</param>
    public void Forward(int count) => _workers.Run(count, _forward);

    /// <summary>Waits for whoever has the team, and ends the threads. To be called once.</summary>
    public void Dispose()
    {
        // Never given back: calls that come late run on their own threads.
        var wait = default(SpinWait);
        while (!TryTake())
        {
            wait.SpinOnce();
        }

        _workers.Dispose();
    }
}
