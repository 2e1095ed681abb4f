using System.Reflection;
using Unroll.Analysis.ChangePoints;
using Unroll.Analysis.StateSpace;
using Unroll.Analysis.Streaming;

namespace Unroll.Analysis.Tests;

/// <summary>Streams that two threads take further at once: the second is refused, and the stream goes on as if it had not been.</summary>
public class StreamGateTests
{
    private static readonly Dictionary<string, (Func<object> Make, Action<object, double> Step)> _streams = new()
    {
        ["anomalies"] = (() => new StreamingDetector(), (stream, value) => ((StreamingDetector)stream).Update(value)),
        ["filter"] = (() => new OnlineFilter(new StateSpaceModel([1], new double[,] { { 1 } }, new double[,] { { 1 } }, 1)),
            (stream, value) => ((OnlineFilter)stream).Update(value)),
        ["CUSUM"] = (() => new CusumDetector(1, 100), (stream, value) => ((CusumDetector)stream).Update(value)),
        ["Bayesian"] = (() => new BayesianOnlineDetector(new BayesianOnlineOptions()),
            (stream, value) => ((BayesianOnlineDetector)stream).Update(value)),
    };

    public static TheoryData<string> Streams => [.. _streams.Keys];

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_step_within_another_is_refused_and_the_stream_goes_on(string name)
    {
        (Func<object> make, Action<object, double> step) = _streams[name];
        object stream = make();
        step(stream, 1);
        StreamGate gate = (StreamGate)stream.GetType().GetField("_gate", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(stream)!;
        using (gate.Enter())
        {
            Assert.Contains(
                "another thread", Assert.Throws<InvalidOperationException>(() => step(stream, 2)).Message, StringComparison.Ordinal);
        }

        step(stream, 2);
        Assert.ThrowsAny<InputException>(() => step(stream, double.PositiveInfinity));
        step(stream, 3);
    }

    [Fact]
    public void Two_threads_never_both_get_in()
    {
        StreamGate gate = new();
        int inside = 0, most = 0, refused = 0;
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                try
                {
                    using StreamGate.Lease step = gate.Enter();
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Decrement(ref inside);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });
        Assert.Equal(1, most);
        Assert.True(refused < 80_000);
    }
}
