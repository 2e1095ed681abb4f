using Unroll.Analysis.Streaming;
using Unroll.AnomalyBenchmark.Scoring;
using Unroll.AnomalyBenchmark.Synthesis;

namespace Unroll.Analysis.Tests.Streaming;

/// <summary>The made-up streams that the detector was designed on, and what it reaches on others of the kind.</summary>
public class SyntheticCorpusTests
{
    [Fact]
    public void A_corpus_is_the_same_by_its_seed_and_its_windows_lie_within_its_streams()
    {
        IReadOnlyList<LabelledStream> corpus = SyntheticCorpus.Create(7), again = SyntheticCorpus.Create(7);

        Assert.Equal(58, corpus.Count);
        Assert.All(corpus.Zip(again), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
        Assert.All(corpus, stream =>
        {
            Assert.All(stream.Values, value => Assert.True(double.IsFinite(value), stream.Name));
            Assert.All(stream.Windows, window => Assert.InRange(window.First, 1, stream.Values.Count - 2));
            Assert.Equal(stream.Windows.OrderBy(window => window.First), stream.Windows);
        });
    }

    [Fact]
    public void The_detector_scores_well_over_streams_of_all_kinds()
    {
        ScoredStream[] streams = [.. SyntheticCorpus.Create(101).AsParallel().AsOrdered().Select(Detect)];

        NumentaResult result = NumentaScorer.Score(streams, NumentaProfile.Standard);

        Assert.True(result.Score > 60, $"{result.Score}");
        Assert.InRange(result.Threshold, 0.3, 0.8);
    }

    private static ScoredStream Detect(LabelledStream stream)
    {
        StreamingDetector detector = new();
        double[] scores = [.. stream.Values.Select((value, at) => detector.Update(stream.Times[at], value))];
        return new ScoredStream(stream.Name, scores, stream.Windows);
    }
}
