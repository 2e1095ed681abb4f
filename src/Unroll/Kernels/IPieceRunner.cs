namespace Unroll.Kernels;

/// <summary>Runs numbered pieces of work on several threads at once.</summary>
internal interface IPieceRunner
{
    /// <summary>Threads, the caller's included.</summary>
    int Threads { get; }

    /// <summary>Runs <paramref name="piece"/> for 0 … <paramref name="count"/> − 1 and returns when all are done.</summary>
    void Run(int count, Action<int> piece);
}
