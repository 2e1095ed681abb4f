namespace Unroll.Series.DataSets;

/// <summary>Published texts with a class each.</summary>
internal static class TextDataSets
{
    private const string Intents = "clinc/oos-eval/828f8093932c8fe6ca7936c3d2e52903b1c523de/data/data_small.json";
    private const string Polarities =
        "dennybritz/cnn-text-classification-tf/18762b459e21d9c70e5c242f8d43fc4e6db37a0d/data/rt-polaritydata/rt-polarity";

    /// <summary>The data sets.</summary>
    public static IReadOnlyList<DataSet> All { get; } =
    [
        OfIntents("intents-train", "train", "50 to learn from of each of 150 intents",
            "1eaf7e7bdb8afc40d8492cb060efb6ad73741baf1120747b89c02716795bf90b", "train"),
        OfIntents("intents-validation", "validation", "20 to validate on of each of 150 intents",
            "78280c9cbdcbbe2dbbaf8a2d329d31587559ec0942a7645be35f4561b8407b2d", "val"),
        OfIntents("intents-test", "test", "30 to be tested on of each of 150 intents",
            "36cb2eea116daeea2d4a81ec6453ed9809b4c34584b216d2c37ded36cc413f3d", "test"),
        OfIntents("intents-unknown", "out-of-scope", "1,000 of none of the 150 intents",
            "be731963b5adfbdb68723f6d89c96b022e67620db7710c08e7dfea579beffb54", "oos_test"),
        OfPolarities("sentiment-train", "train", "9,596 to learn from",
            "47fcddcb050715cf3582824d78af019fe955ba80a349b8dbbfbbe32c7aab91b4", tenth: false),
        OfPolarities("sentiment-test", "test", "1,066 to be tested on, every tenth",
            "352b73607d825d17d09d21429804c3df79eac80e0f57730ff3c5f4281896d557", tenth: true),
    ];

    private static DataSet OfIntents(string name, string file, string title, string sha256, string part) => new(
        Name: name,
        Title: $"Short questions to an assistant: {title}",
        RelativePath: $"text/intents/clinc150-{file}.tsv",
        Address: Raw(Intents),
        Sha256: sha256,
        License: "CC BY 3.0",
        Attribution: "Larson et al. (2019), An evaluation dataset for intent classification and out-of-scope prediction "
            + "(github.com/clinc/oos-eval)")
    {
        Extract = json => TextTables.Intents(json, part),
    };

    private static DataSet OfPolarities(string name, string file, string title, string sha256, bool tenth) => new(
        Name: name,
        Title: $"Sentences of film reviews, positive or negative: {title}",
        RelativePath: $"text/sentiment/rt-polarity-{file}.tsv",
        Address: Raw(Polarities + ".pos"),
        Sha256: sha256,
        License: "see source",
        Attribution: "Pang and Lee (2005), Seeing stars, copy of github.com/dennybritz/cnn-text-classification-tf")
    {
        Continuation = Raw(Polarities + ".neg"),
        Extract = text => TextTables.Polarities(text, tenth),
    };

    private static Uri Raw(string path) => new($"https://raw.githubusercontent.com/{path}");
}
