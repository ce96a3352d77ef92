BEGIN TRANSACTION;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
INSERT INTO "auth_group" VALUES(1,'comision');
INSERT INTO "auth_group" VALUES(2,'consejo');
INSERT INTO "auth_group" VALUES(3,'secretaria_tecnica');
INSERT INTO "auth_group" VALUES(4,'secretaria_ejecutiva');
INSERT INTO "auth_group" VALUES(5,'area');
INSERT INTO "auth_group" VALUES(6,'verificacion');
INSERT INTO "auth_group" VALUES(7,'comite_transparencia');
INSERT INTO "auth_group" VALUES(8,'partido');
INSERT INTO "auth_group" VALUES(9,'candidatura');
INSERT INTO "auth_group" VALUES(10,'auditoria');
INSERT INTO "auth_group" VALUES(11,'administracion');
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_logentry','Can add log entry');
INSERT INTO "auth_permission" VALUES(2,1,'change_logentry','Can change log entry');
INSERT INTO "auth_permission" VALUES(3,1,'delete_logentry','Can delete log entry');
INSERT INTO "auth_permission" VALUES(4,1,'view_logentry','Can view log entry');
INSERT INTO "auth_permission" VALUES(5,2,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(6,2,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(7,2,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(8,2,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(9,3,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(10,3,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(11,3,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(12,3,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(13,4,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(14,4,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(15,4,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(16,4,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(17,5,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(18,5,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(19,5,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(20,5,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(21,6,'add_process','Can add Process');
INSERT INTO "auth_permission" VALUES(22,6,'change_process','Can change Process');
INSERT INTO "auth_permission" VALUES(23,6,'delete_process','Can delete Process');
INSERT INTO "auth_permission" VALUES(24,6,'view_process','Can view Process');
INSERT INTO "auth_permission" VALUES(25,7,'add_task','Can add Task');
INSERT INTO "auth_permission" VALUES(26,7,'change_task','Can change Task');
INSERT INTO "auth_permission" VALUES(27,7,'delete_task','Can delete Task');
INSERT INTO "auth_permission" VALUES(28,7,'view_task','Can view Task');
INSERT INTO "auth_permission" VALUES(29,8,'add_accessattempt','Can add access attempt');
INSERT INTO "auth_permission" VALUES(30,8,'change_accessattempt','Can change access attempt');
INSERT INTO "auth_permission" VALUES(31,8,'delete_accessattempt','Can delete access attempt');
INSERT INTO "auth_permission" VALUES(32,8,'view_accessattempt','Can view access attempt');
INSERT INTO "auth_permission" VALUES(33,9,'add_accesslog','Can add access log');
INSERT INTO "auth_permission" VALUES(34,9,'change_accesslog','Can change access log');
INSERT INTO "auth_permission" VALUES(35,9,'delete_accesslog','Can delete access log');
INSERT INTO "auth_permission" VALUES(36,9,'view_accesslog','Can view access log');
INSERT INTO "auth_permission" VALUES(37,10,'add_accessfailurelog','Can add access failure');
INSERT INTO "auth_permission" VALUES(38,10,'change_accessfailurelog','Can change access failure');
INSERT INTO "auth_permission" VALUES(39,10,'delete_accessfailurelog','Can delete access failure');
INSERT INTO "auth_permission" VALUES(40,10,'view_accessfailurelog','Can view access failure');
INSERT INTO "auth_permission" VALUES(41,11,'add_accessattemptexpiration','Can add access attempt expiration');
INSERT INTO "auth_permission" VALUES(42,11,'change_accessattemptexpiration','Can change access attempt expiration');
INSERT INTO "auth_permission" VALUES(43,11,'delete_accessattemptexpiration','Can delete access attempt expiration');
INSERT INTO "auth_permission" VALUES(44,11,'view_accessattemptexpiration','Can view access attempt expiration');
INSERT INTO "auth_permission" VALUES(45,12,'add_calendario','Can add calendario');
INSERT INTO "auth_permission" VALUES(46,12,'change_calendario','Can change calendario');
INSERT INTO "auth_permission" VALUES(47,12,'delete_calendario','Can delete calendario');
INSERT INTO "auth_permission" VALUES(48,12,'view_calendario','Can view calendario');
INSERT INTO "auth_permission" VALUES(49,13,'add_historicalcalendario','Can add historical calendario');
INSERT INTO "auth_permission" VALUES(50,13,'change_historicalcalendario','Can change historical calendario');
INSERT INTO "auth_permission" VALUES(51,13,'delete_historicalcalendario','Can delete historical calendario');
INSERT INTO "auth_permission" VALUES(52,13,'view_historicalcalendario','Can view historical calendario');
INSERT INTO "auth_permission" VALUES(53,14,'add_historicalinhabil','Can add historical periodo inhábil');
INSERT INTO "auth_permission" VALUES(54,14,'change_historicalinhabil','Can change historical periodo inhábil');
INSERT INTO "auth_permission" VALUES(55,14,'delete_historicalinhabil','Can delete historical periodo inhábil');
INSERT INTO "auth_permission" VALUES(56,14,'view_historicalinhabil','Can view historical periodo inhábil');
INSERT INTO "auth_permission" VALUES(57,15,'add_inhabil','Can add periodo inhábil');
INSERT INTO "auth_permission" VALUES(58,15,'change_inhabil','Can change periodo inhábil');
INSERT INTO "auth_permission" VALUES(59,15,'delete_inhabil','Can delete periodo inhábil');
INSERT INTO "auth_permission" VALUES(60,15,'view_inhabil','Can view periodo inhábil');
INSERT INTO "auth_permission" VALUES(61,16,'add_suscripcioncalendario','Can add suscripción de calendario');
INSERT INTO "auth_permission" VALUES(62,16,'change_suscripcioncalendario','Can change suscripción de calendario');
INSERT INTO "auth_permission" VALUES(63,16,'delete_suscripcioncalendario','Can delete suscripción de calendario');
INSERT INTO "auth_permission" VALUES(64,16,'view_suscripcioncalendario','Can view suscripción de calendario');
INSERT INTO "auth_permission" VALUES(65,17,'add_area','Can add área');
INSERT INTO "auth_permission" VALUES(66,17,'change_area','Can change área');
INSERT INTO "auth_permission" VALUES(67,17,'delete_area','Can delete área');
INSERT INTO "auth_permission" VALUES(68,17,'view_area','Can view área');
INSERT INTO "auth_permission" VALUES(69,18,'add_cargo','Can add cargo');
INSERT INTO "auth_permission" VALUES(70,18,'change_cargo','Can change cargo');
INSERT INTO "auth_permission" VALUES(71,18,'delete_cargo','Can delete cargo');
INSERT INTO "auth_permission" VALUES(72,18,'view_cargo','Can view cargo');
INSERT INTO "auth_permission" VALUES(73,19,'add_etaparuta','Can add etapa ruta');
INSERT INTO "auth_permission" VALUES(74,19,'change_etaparuta','Can change etapa ruta');
INSERT INTO "auth_permission" VALUES(75,19,'delete_etaparuta','Can delete etapa ruta');
INSERT INTO "auth_permission" VALUES(76,19,'view_etaparuta','Can view etapa ruta');
INSERT INTO "auth_permission" VALUES(77,20,'add_instituto','Can add instituto');
INSERT INTO "auth_permission" VALUES(78,20,'change_instituto','Can change instituto');
INSERT INTO "auth_permission" VALUES(79,20,'delete_instituto','Can delete instituto');
INSERT INTO "auth_permission" VALUES(80,20,'view_instituto','Can view instituto');
INSERT INTO "auth_permission" VALUES(81,21,'add_organo','Can add órgano');
INSERT INTO "auth_permission" VALUES(82,21,'change_organo','Can change órgano');
INSERT INTO "auth_permission" VALUES(83,21,'delete_organo','Can delete órgano');
INSERT INTO "auth_permission" VALUES(84,21,'view_organo','Can view órgano');
INSERT INTO "auth_permission" VALUES(85,22,'add_persona','Can add persona');
INSERT INTO "auth_permission" VALUES(86,22,'change_persona','Can change persona');
INSERT INTO "auth_permission" VALUES(87,22,'delete_persona','Can delete persona');
INSERT INTO "auth_permission" VALUES(88,22,'view_persona','Can view persona');
INSERT INTO "auth_permission" VALUES(89,23,'add_usuario','Can add persona usuaria');
INSERT INTO "auth_permission" VALUES(90,23,'change_usuario','Can change persona usuaria');
INSERT INTO "auth_permission" VALUES(91,23,'delete_usuario','Can delete persona usuaria');
INSERT INTO "auth_permission" VALUES(92,23,'view_usuario','Can view persona usuaria');
INSERT INTO "auth_permission" VALUES(93,24,'add_actorpolitico','Can add actor político');
INSERT INTO "auth_permission" VALUES(94,24,'change_actorpolitico','Can change actor político');
INSERT INTO "auth_permission" VALUES(95,24,'delete_actorpolitico','Can delete actor político');
INSERT INTO "auth_permission" VALUES(96,24,'view_actorpolitico','Can view actor político');
INSERT INTO "auth_permission" VALUES(97,25,'add_candidatura','Can add candidatura');
INSERT INTO "auth_permission" VALUES(98,25,'change_candidatura','Can change candidatura');
INSERT INTO "auth_permission" VALUES(99,25,'delete_candidatura','Can delete candidatura');
INSERT INTO "auth_permission" VALUES(100,25,'view_candidatura','Can view candidatura');
INSERT INTO "auth_permission" VALUES(101,26,'add_cuestionariocurricular','Can add cuestionario curricular');
INSERT INTO "auth_permission" VALUES(102,26,'change_cuestionariocurricular','Can change cuestionario curricular');
INSERT INTO "auth_permission" VALUES(103,26,'delete_cuestionariocurricular','Can delete cuestionario curricular');
INSERT INTO "auth_permission" VALUES(104,26,'view_cuestionariocurricular','Can view cuestionario curricular');
INSERT INTO "auth_permission" VALUES(105,27,'add_cuestionarioidentidad','Can add cuestionario identidad');
INSERT INTO "auth_permission" VALUES(106,27,'change_cuestionarioidentidad','Can change cuestionario identidad');
INSERT INTO "auth_permission" VALUES(107,27,'delete_cuestionarioidentidad','Can delete cuestionario identidad');
INSERT INTO "auth_permission" VALUES(108,27,'view_cuestionarioidentidad','Can view cuestionario identidad');
INSERT INTO "auth_permission" VALUES(109,28,'add_entregable','Can add entregable');
INSERT INTO "auth_permission" VALUES(110,28,'change_entregable','Can change entregable');
INSERT INTO "auth_permission" VALUES(111,28,'delete_entregable','Can delete entregable');
INSERT INTO "auth_permission" VALUES(112,28,'view_entregable','Can view entregable');
INSERT INTO "auth_permission" VALUES(113,29,'add_historicalconsentimiento','Can add historical consentimiento');
INSERT INTO "auth_permission" VALUES(114,29,'change_historicalconsentimiento','Can change historical consentimiento');
INSERT INTO "auth_permission" VALUES(115,29,'delete_historicalconsentimiento','Can delete historical consentimiento');
INSERT INTO "auth_permission" VALUES(116,29,'view_historicalconsentimiento','Can view historical consentimiento');
INSERT INTO "auth_permission" VALUES(117,30,'add_historicalcuestionariocurricular','Can add historical cuestionario curricular');
INSERT INTO "auth_permission" VALUES(118,30,'change_historicalcuestionariocurricular','Can change historical cuestionario curricular');
INSERT INTO "auth_permission" VALUES(119,30,'delete_historicalcuestionariocurricular','Can delete historical cuestionario curricular');
INSERT INTO "auth_permission" VALUES(120,30,'view_historicalcuestionariocurricular','Can view historical cuestionario curricular');
INSERT INTO "auth_permission" VALUES(121,31,'add_historicalcuestionarioidentidad','Can add historical cuestionario identidad');
INSERT INTO "auth_permission" VALUES(122,31,'change_historicalcuestionarioidentidad','Can change historical cuestionario identidad');
INSERT INTO "auth_permission" VALUES(123,31,'delete_historicalcuestionarioidentidad','Can delete historical cuestionario identidad');
INSERT INTO "auth_permission" VALUES(124,31,'view_historicalcuestionarioidentidad','Can view historical cuestionario identidad');
INSERT INTO "auth_permission" VALUES(125,32,'add_historicalinstituto','Can add historical instituto');
INSERT INTO "auth_permission" VALUES(126,32,'change_historicalinstituto','Can change historical instituto');
INSERT INTO "auth_permission" VALUES(127,32,'delete_historicalinstituto','Can delete historical instituto');
INSERT INTO "auth_permission" VALUES(128,32,'view_historicalinstituto','Can view historical instituto');
INSERT INTO "auth_permission" VALUES(129,33,'add_historicalobservacion','Can add historical observación');
INSERT INTO "auth_permission" VALUES(130,33,'change_historicalobservacion','Can change historical observación');
INSERT INTO "auth_permission" VALUES(131,33,'delete_historicalobservacion','Can delete historical observación');
INSERT INTO "auth_permission" VALUES(132,33,'view_historicalobservacion','Can view historical observación');
INSERT INTO "auth_permission" VALUES(133,34,'add_historicalsolicitudmodificacion','Can add historical solicitud de modificación');
INSERT INTO "auth_permission" VALUES(134,34,'change_historicalsolicitudmodificacion','Can change historical solicitud de modificación');
INSERT INTO "auth_permission" VALUES(135,34,'delete_historicalsolicitudmodificacion','Can delete historical solicitud de modificación');
INSERT INTO "auth_permission" VALUES(136,34,'view_historicalsolicitudmodificacion','Can view historical solicitud de modificación');
INSERT INTO "auth_permission" VALUES(137,35,'add_historicalsubactividad','Can add historical subactividad');
INSERT INTO "auth_permission" VALUES(138,35,'change_historicalsubactividad','Can change historical subactividad');
INSERT INTO "auth_permission" VALUES(139,35,'delete_historicalsubactividad','Can delete historical subactividad');
INSERT INTO "auth_permission" VALUES(140,35,'view_historicalsubactividad','Can view historical subactividad');
INSERT INTO "auth_permission" VALUES(141,36,'add_historicalusuario','Can add historical persona usuaria');
INSERT INTO "auth_permission" VALUES(142,36,'change_historicalusuario','Can change historical persona usuaria');
INSERT INTO "auth_permission" VALUES(143,36,'delete_historicalusuario','Can delete historical persona usuaria');
INSERT INTO "auth_permission" VALUES(144,36,'view_historicalusuario','Can view historical persona usuaria');
INSERT INTO "auth_permission" VALUES(145,37,'add_historicalproceso','Can add historical proceso');
INSERT INTO "auth_permission" VALUES(146,37,'change_historicalproceso','Can change historical proceso');
INSERT INTO "auth_permission" VALUES(147,37,'delete_historicalproceso','Can delete historical proceso');
INSERT INTO "auth_permission" VALUES(148,37,'view_historicalproceso','Can view historical proceso');
INSERT INTO "auth_permission" VALUES(149,38,'add_observacion','Can add observación');
INSERT INTO "auth_permission" VALUES(150,38,'change_observacion','Can change observación');
INSERT INTO "auth_permission" VALUES(151,38,'delete_observacion','Can delete observación');
INSERT INTO "auth_permission" VALUES(152,38,'view_observacion','Can view observación');
INSERT INTO "auth_permission" VALUES(153,39,'add_integracion','Can add integración');
INSERT INTO "auth_permission" VALUES(154,39,'change_integracion','Can change integración');
INSERT INTO "auth_permission" VALUES(155,39,'delete_integracion','Can delete integración');
INSERT INTO "auth_permission" VALUES(156,39,'view_integracion','Can view integración');
INSERT INTO "auth_permission" VALUES(157,40,'add_historicalintegracion','Can add historical integración');
INSERT INTO "auth_permission" VALUES(158,40,'change_historicalintegracion','Can change historical integración');
INSERT INTO "auth_permission" VALUES(159,40,'delete_historicalintegracion','Can delete historical integración');
INSERT INTO "auth_permission" VALUES(160,40,'view_historicalintegracion','Can view historical integración');
INSERT INTO "auth_permission" VALUES(161,41,'add_proceso','Can add proceso');
INSERT INTO "auth_permission" VALUES(162,41,'change_proceso','Can change proceso');
INSERT INTO "auth_permission" VALUES(163,41,'delete_proceso','Can delete proceso');
INSERT INTO "auth_permission" VALUES(164,41,'view_proceso','Can view proceso');
INSERT INTO "auth_permission" VALUES(165,42,'add_plan','Can add plan');
INSERT INTO "auth_permission" VALUES(166,42,'change_plan','Can change plan');
INSERT INTO "auth_permission" VALUES(167,42,'delete_plan','Can delete plan');
INSERT INTO "auth_permission" VALUES(168,42,'view_plan','Can view plan');
INSERT INTO "auth_permission" VALUES(169,43,'add_nombramiento','Can add nombramiento');
INSERT INTO "auth_permission" VALUES(170,43,'change_nombramiento','Can change nombramiento');
INSERT INTO "auth_permission" VALUES(171,43,'delete_nombramiento','Can delete nombramiento');
INSERT INTO "auth_permission" VALUES(172,43,'view_nombramiento','Can view nombramiento');
INSERT INTO "auth_permission" VALUES(173,44,'add_limitetexto','Can add límite de texto');
INSERT INTO "auth_permission" VALUES(174,44,'change_limitetexto','Can change límite de texto');
INSERT INTO "auth_permission" VALUES(175,44,'delete_limitetexto','Can delete límite de texto');
INSERT INTO "auth_permission" VALUES(176,44,'view_limitetexto','Can view límite de texto');
INSERT INTO "auth_permission" VALUES(177,45,'add_hito','Can add hito');
INSERT INTO "auth_permission" VALUES(178,45,'change_hito','Can change hito');
INSERT INTO "auth_permission" VALUES(179,45,'delete_hito','Can delete hito');
INSERT INTO "auth_permission" VALUES(180,45,'view_hito','Can view hito');
INSERT INTO "auth_permission" VALUES(181,46,'add_historicalterritorio','Can add historical territorio');
INSERT INTO "auth_permission" VALUES(182,46,'change_historicalterritorio','Can change historical territorio');
INSERT INTO "auth_permission" VALUES(183,46,'delete_historicalterritorio','Can delete historical territorio');
INSERT INTO "auth_permission" VALUES(184,46,'view_historicalterritorio','Can view historical territorio');
INSERT INTO "auth_permission" VALUES(185,47,'add_historicalsuplencia','Can add historical suplencia');
INSERT INTO "auth_permission" VALUES(186,47,'change_historicalsuplencia','Can change historical suplencia');
INSERT INTO "auth_permission" VALUES(187,47,'delete_historicalsuplencia','Can delete historical suplencia');
INSERT INTO "auth_permission" VALUES(188,47,'view_historicalsuplencia','Can view historical suplencia');
INSERT INTO "auth_permission" VALUES(189,48,'add_historicalruta','Can add historical ruta');
INSERT INTO "auth_permission" VALUES(190,48,'change_historicalruta','Can change historical ruta');
INSERT INTO "auth_permission" VALUES(191,48,'delete_historicalruta','Can delete historical ruta');
INSERT INTO "auth_permission" VALUES(192,48,'view_historicalruta','Can view historical ruta');
INSERT INTO "auth_permission" VALUES(193,49,'add_historicalplan','Can add historical plan');
INSERT INTO "auth_permission" VALUES(194,49,'change_historicalplan','Can change historical plan');
INSERT INTO "auth_permission" VALUES(195,49,'delete_historicalplan','Can delete historical plan');
INSERT INTO "auth_permission" VALUES(196,49,'view_historicalplan','Can view historical plan');
INSERT INTO "auth_permission" VALUES(197,50,'add_historicalpersona','Can add historical persona');
INSERT INTO "auth_permission" VALUES(198,50,'change_historicalpersona','Can change historical persona');
INSERT INTO "auth_permission" VALUES(199,50,'delete_historicalpersona','Can delete historical persona');
INSERT INTO "auth_permission" VALUES(200,50,'view_historicalpersona','Can view historical persona');
INSERT INTO "auth_permission" VALUES(201,51,'add_historicalorgano','Can add historical órgano');
INSERT INTO "auth_permission" VALUES(202,51,'change_historicalorgano','Can change historical órgano');
INSERT INTO "auth_permission" VALUES(203,51,'delete_historicalorgano','Can delete historical órgano');
INSERT INTO "auth_permission" VALUES(204,51,'view_historicalorgano','Can view historical órgano');
INSERT INTO "auth_permission" VALUES(205,52,'add_historicalnombramiento','Can add historical nombramiento');
INSERT INTO "auth_permission" VALUES(206,52,'change_historicalnombramiento','Can change historical nombramiento');
INSERT INTO "auth_permission" VALUES(207,52,'delete_historicalnombramiento','Can delete historical nombramiento');
INSERT INTO "auth_permission" VALUES(208,52,'view_historicalnombramiento','Can view historical nombramiento');
INSERT INTO "auth_permission" VALUES(209,53,'add_historicallimitetexto','Can add historical límite de texto');
INSERT INTO "auth_permission" VALUES(210,53,'change_historicallimitetexto','Can change historical límite de texto');
INSERT INTO "auth_permission" VALUES(211,53,'delete_historicallimitetexto','Can delete historical límite de texto');
INSERT INTO "auth_permission" VALUES(212,53,'view_historicallimitetexto','Can view historical límite de texto');
INSERT INTO "auth_permission" VALUES(213,54,'add_historicalhito','Can add historical hito');
INSERT INTO "auth_permission" VALUES(214,54,'change_historicalhito','Can change historical hito');
INSERT INTO "auth_permission" VALUES(215,54,'delete_historicalhito','Can delete historical hito');
INSERT INTO "auth_permission" VALUES(216,54,'view_historicalhito','Can view historical hito');
INSERT INTO "auth_permission" VALUES(217,55,'add_historicalcargo','Can add historical cargo');
INSERT INTO "auth_permission" VALUES(218,55,'change_historicalcargo','Can change historical cargo');
INSERT INTO "auth_permission" VALUES(219,55,'delete_historicalcargo','Can delete historical cargo');
INSERT INTO "auth_permission" VALUES(220,55,'view_historicalcargo','Can view historical cargo');
INSERT INTO "auth_permission" VALUES(221,56,'add_historicalarea','Can add historical área');
INSERT INTO "auth_permission" VALUES(222,56,'change_historicalarea','Can change historical área');
INSERT INTO "auth_permission" VALUES(223,56,'delete_historicalarea','Can delete historical área');
INSERT INTO "auth_permission" VALUES(224,56,'view_historicalarea','Can view historical área');
INSERT INTO "auth_permission" VALUES(225,57,'add_historicalactorpolitico','Can add historical actor político');
INSERT INTO "auth_permission" VALUES(226,57,'change_historicalactorpolitico','Can change historical actor político');
INSERT INTO "auth_permission" VALUES(227,57,'delete_historicalactorpolitico','Can delete historical actor político');
INSERT INTO "auth_permission" VALUES(228,57,'view_historicalactorpolitico','Can view historical actor político');
INSERT INTO "auth_permission" VALUES(229,58,'add_ruta','Can add ruta');
INSERT INTO "auth_permission" VALUES(230,58,'change_ruta','Can change ruta');
INSERT INTO "auth_permission" VALUES(231,58,'delete_ruta','Can delete ruta');
INSERT INTO "auth_permission" VALUES(232,58,'view_ruta','Can view ruta');
INSERT INTO "auth_permission" VALUES(233,59,'add_historicaletaparuta','Can add historical etapa ruta');
INSERT INTO "auth_permission" VALUES(234,59,'change_historicaletaparuta','Can change historical etapa ruta');
INSERT INTO "auth_permission" VALUES(235,59,'delete_historicaletaparuta','Can delete historical etapa ruta');
INSERT INTO "auth_permission" VALUES(236,59,'view_historicaletaparuta','Can view historical etapa ruta');
INSERT INTO "auth_permission" VALUES(237,60,'add_historicalentregable','Can add historical entregable');
INSERT INTO "auth_permission" VALUES(238,60,'change_historicalentregable','Can change historical entregable');
INSERT INTO "auth_permission" VALUES(239,60,'delete_historicalentregable','Can delete historical entregable');
INSERT INTO "auth_permission" VALUES(240,60,'view_historicalentregable','Can view historical entregable');
INSERT INTO "auth_permission" VALUES(241,61,'add_solicitudmodificacion','Can add solicitud de modificación');
INSERT INTO "auth_permission" VALUES(242,61,'change_solicitudmodificacion','Can change solicitud de modificación');
INSERT INTO "auth_permission" VALUES(243,61,'delete_solicitudmodificacion','Can delete solicitud de modificación');
INSERT INTO "auth_permission" VALUES(244,61,'view_solicitudmodificacion','Can view solicitud de modificación');
INSERT INTO "auth_permission" VALUES(245,62,'add_subactividad','Can add subactividad');
INSERT INTO "auth_permission" VALUES(246,62,'change_subactividad','Can change subactividad');
INSERT INTO "auth_permission" VALUES(247,62,'delete_subactividad','Can delete subactividad');
INSERT INTO "auth_permission" VALUES(248,62,'view_subactividad','Can view subactividad');
INSERT INTO "auth_permission" VALUES(249,63,'add_suplencia','Can add suplencia');
INSERT INTO "auth_permission" VALUES(250,63,'change_suplencia','Can change suplencia');
INSERT INTO "auth_permission" VALUES(251,63,'delete_suplencia','Can delete suplencia');
INSERT INTO "auth_permission" VALUES(252,63,'view_suplencia','Can view suplencia');
INSERT INTO "auth_permission" VALUES(253,64,'add_territorio','Can add territorio');
INSERT INTO "auth_permission" VALUES(254,64,'change_territorio','Can change territorio');
INSERT INTO "auth_permission" VALUES(255,64,'delete_territorio','Can delete territorio');
INSERT INTO "auth_permission" VALUES(256,64,'view_territorio','Can view territorio');
INSERT INTO "auth_permission" VALUES(257,65,'add_historicalcandidatura','Can add historical candidatura');
INSERT INTO "auth_permission" VALUES(258,65,'change_historicalcandidatura','Can change historical candidatura');
INSERT INTO "auth_permission" VALUES(259,65,'delete_historicalcandidatura','Can delete historical candidatura');
INSERT INTO "auth_permission" VALUES(260,65,'view_historicalcandidatura','Can view historical candidatura');
INSERT INTO "auth_permission" VALUES(261,66,'add_consentimiento','Can add consentimiento');
INSERT INTO "auth_permission" VALUES(262,66,'change_consentimiento','Can change consentimiento');
INSERT INTO "auth_permission" VALUES(263,66,'delete_consentimiento','Can delete consentimiento');
INSERT INTO "auth_permission" VALUES(264,66,'view_consentimiento','Can view consentimiento');
INSERT INTO "auth_permission" VALUES(265,67,'add_historicaldocumento','Can add historical documento');
INSERT INTO "auth_permission" VALUES(266,67,'change_historicaldocumento','Can change historical documento');
INSERT INTO "auth_permission" VALUES(267,67,'delete_historicaldocumento','Can delete historical documento');
INSERT INTO "auth_permission" VALUES(268,67,'view_historicaldocumento','Can view historical documento');
INSERT INTO "auth_permission" VALUES(269,68,'add_documento','Can add documento');
INSERT INTO "auth_permission" VALUES(270,68,'change_documento','Can change documento');
INSERT INTO "auth_permission" VALUES(271,68,'delete_documento','Can delete documento');
INSERT INTO "auth_permission" VALUES(272,68,'view_documento','Can view documento');
INSERT INTO "auth_permission" VALUES(273,69,'add_decision','Can add decisión');
INSERT INTO "auth_permission" VALUES(274,69,'change_decision','Can change decisión');
INSERT INTO "auth_permission" VALUES(275,69,'delete_decision','Can delete decisión');
INSERT INTO "auth_permission" VALUES(276,69,'view_decision','Can view decisión');
INSERT INTO "auth_permission" VALUES(277,70,'add_historicalremision','Can add historical remisión');
INSERT INTO "auth_permission" VALUES(278,70,'change_historicalremision','Can change historical remisión');
INSERT INTO "auth_permission" VALUES(279,70,'delete_historicalremision','Can delete historical remisión');
INSERT INTO "auth_permission" VALUES(280,70,'view_historicalremision','Can view historical remisión');
INSERT INTO "auth_permission" VALUES(281,71,'add_historicalsesion','Can add historical sesión');
INSERT INTO "auth_permission" VALUES(282,71,'change_historicalsesion','Can change historical sesión');
INSERT INTO "auth_permission" VALUES(283,71,'delete_historicalsesion','Can delete historical sesión');
INSERT INTO "auth_permission" VALUES(284,71,'view_historicalsesion','Can view historical sesión');
INSERT INTO "auth_permission" VALUES(285,72,'add_historicalvoto','Can add historical voto');
INSERT INTO "auth_permission" VALUES(286,72,'change_historicalvoto','Can change historical voto');
INSERT INTO "auth_permission" VALUES(287,72,'delete_historicalvoto','Can delete historical voto');
INSERT INTO "auth_permission" VALUES(288,72,'view_historicalvoto','Can view historical voto');
INSERT INTO "auth_permission" VALUES(289,73,'add_puntoorden','Can add punto del orden del día');
INSERT INTO "auth_permission" VALUES(290,73,'change_puntoorden','Can change punto del orden del día');
INSERT INTO "auth_permission" VALUES(291,73,'delete_puntoorden','Can delete punto del orden del día');
INSERT INTO "auth_permission" VALUES(292,73,'view_puntoorden','Can view punto del orden del día');
INSERT INTO "auth_permission" VALUES(293,74,'add_historicaldecision','Can add historical decisión');
INSERT INTO "auth_permission" VALUES(294,74,'change_historicaldecision','Can change historical decisión');
INSERT INTO "auth_permission" VALUES(295,74,'delete_historicaldecision','Can delete historical decisión');
INSERT INTO "auth_permission" VALUES(296,74,'view_historicaldecision','Can view historical decisión');
INSERT INTO "auth_permission" VALUES(297,75,'add_remision','Can add remisión');
INSERT INTO "auth_permission" VALUES(298,75,'change_remision','Can change remisión');
INSERT INTO "auth_permission" VALUES(299,75,'delete_remision','Can delete remisión');
INSERT INTO "auth_permission" VALUES(300,75,'view_remision','Can view remisión');
INSERT INTO "auth_permission" VALUES(301,76,'add_sesion','Can add sesión');
INSERT INTO "auth_permission" VALUES(302,76,'change_sesion','Can change sesión');
INSERT INTO "auth_permission" VALUES(303,76,'delete_sesion','Can delete sesión');
INSERT INTO "auth_permission" VALUES(304,76,'view_sesion','Can view sesión');
INSERT INTO "auth_permission" VALUES(305,77,'add_historicalpuntoorden','Can add historical punto del orden del día');
INSERT INTO "auth_permission" VALUES(306,77,'change_historicalpuntoorden','Can change historical punto del orden del día');
INSERT INTO "auth_permission" VALUES(307,77,'delete_historicalpuntoorden','Can delete historical punto del orden del día');
INSERT INTO "auth_permission" VALUES(308,77,'view_historicalpuntoorden','Can view historical punto del orden del día');
INSERT INTO "auth_permission" VALUES(309,78,'add_historicalasistencia','Can add historical asistencia');
INSERT INTO "auth_permission" VALUES(310,78,'change_historicalasistencia','Can change historical asistencia');
INSERT INTO "auth_permission" VALUES(311,78,'delete_historicalasistencia','Can delete historical asistencia');
INSERT INTO "auth_permission" VALUES(312,78,'view_historicalasistencia','Can view historical asistencia');
INSERT INTO "auth_permission" VALUES(313,79,'add_asistencia','Can add asistencia');
INSERT INTO "auth_permission" VALUES(314,79,'change_asistencia','Can change asistencia');
INSERT INTO "auth_permission" VALUES(315,79,'delete_asistencia','Can delete asistencia');
INSERT INTO "auth_permission" VALUES(316,79,'view_asistencia','Can view asistencia');
INSERT INTO "auth_permission" VALUES(317,80,'add_tramiteentregable','Can add trámite');
INSERT INTO "auth_permission" VALUES(318,80,'change_tramiteentregable','Can change trámite');
INSERT INTO "auth_permission" VALUES(319,80,'delete_tramiteentregable','Can delete trámite');
INSERT INTO "auth_permission" VALUES(320,80,'view_tramiteentregable','Can view trámite');
INSERT INTO "auth_permission" VALUES(321,81,'add_transicion','Can add transición');
INSERT INTO "auth_permission" VALUES(322,81,'change_transicion','Can change transición');
INSERT INTO "auth_permission" VALUES(323,81,'delete_transicion','Can delete transición');
INSERT INTO "auth_permission" VALUES(324,81,'view_transicion','Can view transición');
INSERT INTO "auth_permission" VALUES(325,82,'add_voto','Can add voto');
INSERT INTO "auth_permission" VALUES(326,82,'change_voto','Can change voto');
INSERT INTO "auth_permission" VALUES(327,82,'delete_voto','Can delete voto');
INSERT INTO "auth_permission" VALUES(328,82,'view_voto','Can view voto');
INSERT INTO "auth_permission" VALUES(329,80,'manage_tramiteentregable','Can manage trámite');
INSERT INTO "auth_permission" VALUES(330,83,'add_escalon','Can add escalón');
INSERT INTO "auth_permission" VALUES(331,83,'change_escalon','Can change escalón');
INSERT INTO "auth_permission" VALUES(332,83,'delete_escalon','Can delete escalón');
INSERT INTO "auth_permission" VALUES(333,83,'view_escalon','Can view escalón');
INSERT INTO "auth_permission" VALUES(334,84,'add_aviso','Can add aviso');
INSERT INTO "auth_permission" VALUES(335,84,'change_aviso','Can change aviso');
INSERT INTO "auth_permission" VALUES(336,84,'delete_aviso','Can delete aviso');
INSERT INTO "auth_permission" VALUES(337,84,'view_aviso','Can view aviso');
INSERT INTO "auth_permission" VALUES(338,85,'add_historicalescalon','Can add historical escalón');
INSERT INTO "auth_permission" VALUES(339,85,'change_historicalescalon','Can change historical escalón');
INSERT INTO "auth_permission" VALUES(340,85,'delete_historicalescalon','Can delete historical escalón');
INSERT INTO "auth_permission" VALUES(341,85,'view_historicalescalon','Can view historical escalón');
INSERT INTO "auth_permission" VALUES(342,86,'add_latido','Can add latido');
INSERT INTO "auth_permission" VALUES(343,86,'change_latido','Can change latido');
INSERT INTO "auth_permission" VALUES(344,86,'delete_latido','Can delete latido');
INSERT INTO "auth_permission" VALUES(345,86,'view_latido','Can view latido');
CREATE TABLE "axes_accessattempt" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "get_data" text NOT NULL, "post_data" text NOT NULL, "failures_since_start" integer unsigned NOT NULL CHECK ("failures_since_start" >= 0));
CREATE TABLE "axes_accessattemptexpiration" ("access_attempt_id" integer NOT NULL PRIMARY KEY REFERENCES "axes_accessattempt" ("id") DEFERRABLE INITIALLY DEFERRED, "expires_at" datetime NOT NULL);
CREATE TABLE "axes_accessfailurelog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "locked_out" bool NOT NULL);
CREATE TABLE "axes_accesslog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "logout_time" datetime NULL, "session_hash" varchar(64) NOT NULL);
CREATE TABLE "calendario_calendario" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(50) NOT NULL UNIQUE, "nombre" varchar(200) NOT NULL, "zona_horaria" varchar(40) NOT NULL);
INSERT INTO "calendario_calendario" VALUES(1,'opl','Calendario del OPL','America/Mexico_City');
CREATE TABLE "calendario_historicalcalendario" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(50) NOT NULL, "nombre" varchar(200) NOT NULL, "zona_horaria" varchar(40) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "calendario_historicalcalendario" VALUES(1,'','opl','Calendario del OPL','America/Mexico_City',1,'2023-10-31 21:00:00','Alta del instituto','+',NULL);
CREATE TABLE "calendario_historicalinhabil" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "desde" date NOT NULL, "hasta" date NOT NULL, "motivo" varchar(200) NOT NULL, "documento" varchar(200) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "calendario_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "calendario_inhabil" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "desde" date NOT NULL, "hasta" date NOT NULL, "motivo" varchar(200) NOT NULL, "documento" varchar(200) NOT NULL, "calendario_id" bigint NOT NULL REFERENCES "calendario_calendario" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "inhabil_fechas_en_orden" CHECK ("hasta" >= ("desde")));
CREATE TABLE "calendario_suscripcioncalendario" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "alcance" varchar(120) NOT NULL, "resumen" varchar(64) NOT NULL UNIQUE, "creada_en" datetime NOT NULL, "revocada_en" datetime NULL, "usuario_id" bigint NOT NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "calendario_suscripcioncalendario" VALUES(1,'persona','9f88fda0a59472909718a9698fb96fca47a020f48889ca7deadb2cba3557c106','2024-04-01 16:00:00',NULL,4);
CREATE TABLE "compliance_actorpolitico" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(80) NOT NULL, "nombre" varchar(200) NOT NULL, "siglas" varchar(30) NOT NULL, "tipo" varchar(14) NOT NULL, "correo" varchar(254) NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "actor_clave_unica" UNIQUE ("proceso_id", "clave"));
INSERT INTO "compliance_actorpolitico" VALUES(1,'a','Partido A','PA','partido','',1);
INSERT INTO "compliance_actorpolitico" VALUES(2,'b','Partido B','PB','partido','',1);
INSERT INTO "compliance_actorpolitico" VALUES(3,'ab','Coalición AB','','coalicion','',1);
CREATE TABLE "compliance_actorpolitico_integrantes" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "from_actorpolitico_id" bigint NOT NULL REFERENCES "compliance_actorpolitico" ("id") DEFERRABLE INITIALLY DEFERRED, "to_actorpolitico_id" bigint NOT NULL REFERENCES "compliance_actorpolitico" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_actorpolitico_integrantes" VALUES(1,3,1);
INSERT INTO "compliance_actorpolitico_integrantes" VALUES(2,3,2);
CREATE TABLE "compliance_area" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(50) NOT NULL, "nombre" varchar(250) NOT NULL, "correo" varchar(254) NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "area_clave_unica" UNIQUE ("proceso_id", "clave"));
INSERT INTO "compliance_area" VALUES(1,'informatica','Informática','',1);
CREATE TABLE "compliance_candidatura" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "formula" varchar(20) NOT NULL, "calidad" varchar(11) NOT NULL, "accion_afirmativa" varchar(60) NOT NULL, "aprobada_el" date NULL, "estado" varchar(50) NOT NULL, "cuentas_enviadas_en" datetime NULL, "cuentas_recibidas_en" datetime NULL, "vence" datetime NULL, "aviso_aceptado_en" datetime NULL, "capturada_en" datetime NULL, "captura_vencia" datetime NULL, "validada_en" datetime NULL, "autorizada_en" datetime NULL, "publicada_en" datetime NULL, "retirada_en" datetime NULL, "motivo_retiro" varchar(12) NOT NULL, "documento_retiro" varchar(200) NOT NULL, "origen" varchar(200) NOT NULL, "actor_id" bigint NOT NULL REFERENCES "compliance_actorpolitico" ("id") DEFERRABLE INITIALLY DEFERRED, "capturada_por_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "cargo_id" bigint NOT NULL REFERENCES "compliance_cargo" ("id") DEFERRABLE INITIALLY DEFERRED, "persona_id" bigint NOT NULL REFERENCES "compliance_persona" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, "territorio_id" bigint NOT NULL REFERENCES "compliance_territorio" ("id") DEFERRABLE INITIALLY DEFERRED, "sustituye_a_id" bigint NULL UNIQUE REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "candidatura_retirada_con_motivo" CHECK ((NOT ("estado" = 'retirada') OR (NOT ("motivo_retiro" = '') AND NOT ("documento_retiro" = '')))));
INSERT INTO "compliance_candidatura" VALUES(1,'1','propietaria','','2024-03-22','asignada',NULL,NULL,'2024-03-26 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',1,NULL,1,1,1,1,NULL);
INSERT INTO "compliance_candidatura" VALUES(2,'2','propietaria','','2024-03-22','capturada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,'','','',1,8,1,2,1,1,NULL);
INSERT INTO "compliance_candidatura" VALUES(3,'3','propietaria','','2024-03-22','observada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-02 05:59:59','2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,'','','',1,8,1,3,1,1,NULL);
INSERT INTO "compliance_candidatura" VALUES(4,'4','propietaria','','2024-03-22','validada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59','2024-03-27 16:00:00','2024-03-26 16:00:00',NULL,NULL,'','','',1,8,1,4,1,1,NULL);
INSERT INTO "compliance_candidatura" VALUES(5,'5','propietaria','','2024-03-22','publicada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59','2024-03-27 16:00:00','2024-03-26 16:00:00','2024-04-03 16:00:00',NULL,'','','',1,8,1,5,1,1,NULL);
INSERT INTO "compliance_candidatura" VALUES(6,'6','propietaria','','2024-03-22','retirada',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2024-04-02 16:00:00','renuncia','R/1','',1,NULL,1,6,1,1,NULL);
CREATE TABLE "compliance_cargo" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(60) NOT NULL, "nombre" varchar(120) NOT NULL, "principio" varchar(2) NOT NULL, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "entregable_listado" varchar(80) NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "cargo_clave_unica" UNIQUE ("proceso_id", "clave"));
INSERT INTO "compliance_cargo" VALUES(1,'gubernatura','Gubernatura','MR',0,'listado',1);
CREATE TABLE "compliance_consentimiento" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "finalidad" varchar(12) NOT NULL, "otorgado_en" datetime NOT NULL, "documento" varchar(200) NOT NULL, "revocado_en" datetime NULL, "candidatura_id" bigint NOT NULL REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_consentimiento" VALUES(1,'publicacion','2024-04-04 16:00:00','Consentimiento firmado',NULL,5);
INSERT INTO "compliance_consentimiento" VALUES(2,'estadistica','2024-04-04 16:00:00','Consentimiento firmado','2024-04-05 16:00:00',5);
CREATE TABLE "compliance_cuestionariocurricular" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "foto" varchar(100) NOT NULL, "foto_tomada_el" date NULL, "medios" text NOT NULL CHECK ((JSON_VALID("medios") OR "medios" IS NULL)), "grado_estudios" varchar(60) NOT NULL, "estatus_estudios" varchar(60) NOT NULL, "otra_formacion" text NOT NULL CHECK ((JSON_VALID("otra_formacion") OR "otra_formacion" IS NULL)), "historia_profesional" text NOT NULL, "trayectoria_politica" text NOT NULL, "motivo_cargo" text NOT NULL, "propuesta_1" text NOT NULL, "propuesta_2" text NOT NULL, "propuesta_genero" text NOT NULL, "candidatura_id" bigint NOT NULL UNIQUE REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_cuestionariocurricular" VALUES(1,'',NULL,'[]','','','[]','','','','','','',1);
INSERT INTO "compliance_cuestionariocurricular" VALUES(2,'fotos/1/2.png','2024-03-01','[{"tipo": "correo", "valor": "persona-2@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',2);
INSERT INTO "compliance_cuestionariocurricular" VALUES(3,'fotos/1/3.png','2024-03-01','[{"tipo": "correo", "valor": "persona-3@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',3);
INSERT INTO "compliance_cuestionariocurricular" VALUES(4,'fotos/1/4.png','2024-03-01','[{"tipo": "correo", "valor": "persona-4@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',4);
INSERT INTO "compliance_cuestionariocurricular" VALUES(5,'fotos/1/5.png','2024-03-01','[{"tipo": "correo", "valor": "persona-5@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',5);
INSERT INTO "compliance_cuestionariocurricular" VALUES(6,'',NULL,'[]','','','[]','','','','','','',6);
CREATE TABLE "compliance_cuestionarioidentidad" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "respuestas" text NOT NULL CHECK ((JSON_VALID("respuestas") OR "respuestas" IS NULL)), "candidatura_id" bigint NOT NULL UNIQUE REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_cuestionarioidentidad" VALUES(1,'{}',1);
INSERT INTO "compliance_cuestionarioidentidad" VALUES(2,'{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',2);
INSERT INTO "compliance_cuestionarioidentidad" VALUES(3,'{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',3);
INSERT INTO "compliance_cuestionarioidentidad" VALUES(4,'{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',4);
INSERT INTO "compliance_cuestionarioidentidad" VALUES(5,'{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',5);
INSERT INTO "compliance_cuestionarioidentidad" VALUES(6,'{}',6);
CREATE TABLE "compliance_entregable" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "llave" varchar(80) NOT NULL, "clave" varchar(12) NOT NULL, "numeral" smallint unsigned NULL CHECK ("numeral" >= 0), "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "bloque" varchar(80) NOT NULL, "nombre" varchar(500) NOT NULL, "producto" varchar(300) NOT NULL, "tipo" varchar(12) NOT NULL, "es_plantilla" bool NOT NULL, "periodo" varchar(7) NOT NULL, "responsable_impreso" varchar(200) NOT NULL, "inicia_impreso" date NULL, "termina_impreso" date NULL, "fecha_ine" date NULL, "fecha_plan" date NULL, "regla" varchar(200) NOT NULL, "regla_evento" varchar(80) NOT NULL, "modo" varchar(10) NOT NULL, "remision_impresa" date NULL, "limite_remision" date NULL, "dias_remision" smallint unsigned NULL CHECK ("dias_remision" >= 0), "regla_remision" varchar(200) NOT NULL, "fundamento" varchar(400) NOT NULL, "fuente" varchar(200) NOT NULL, "nota" text NOT NULL, "estado" varchar(50) NOT NULL, "evento_el" date NULL, "aprobado_el" date NULL, "acuerdo" varchar(60) NOT NULL, "remitido_en" datetime NULL, "validado_ine_en" datetime NULL, "concluido_en" datetime NULL, "vence" datetime NULL, "area_id" bigint NULL REFERENCES "compliance_area" ("id") DEFERRABLE INITIALLY DEFERRED, "etapa_id" bigint NULL REFERENCES "compliance_etaparuta" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, "ruta_id" bigint NOT NULL REFERENCES "compliance_ruta" ("id") DEFERRABLE INITIALLY DEFERRED, "plantilla_id" bigint NULL REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "entregable_llave_unica" UNIQUE ("proceso_id", "llave"), CONSTRAINT "entregable_plantilla_sin_avance" CHECK ((NOT "es_plantilla" OR "estado" = 'programado')));
INSERT INTO "compliance_entregable" VALUES(1,'otro','11',NULL,3,'','Otro documento','','contingente',1,'','',NULL,NULL,NULL,NULL,'','','naturales',NULL,NULL,5,'','','','','programado',NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,1,2,NULL);
INSERT INTO "compliance_entregable" VALUES(2,'informe-marzo','11.3',3,1,'','Informe de marzo','','recurrente',0,'2024-03','',NULL,'2024-04-01',NULL,'2024-04-01','','','naturales',NULL,'2024-04-05',NULL,'','','','','remitido',NULL,'2024-04-01','OPL/CG/9/2024','2024-04-03 16:00:00',NULL,NULL,NULL,1,4,1,1,NULL);
INSERT INTO "compliance_entregable" VALUES(3,'listado','11.7',NULL,2,'','Listado de gubernatura','','por_evento',0,'','',NULL,NULL,NULL,'2024-03-22','','','naturales',NULL,NULL,1,'','','','','en_elaboracion',NULL,NULL,'',NULL,NULL,NULL,'2024-03-23 05:59:59',NULL,1,1,1,NULL);
INSERT INTO "compliance_entregable" VALUES(4,'otro-1','11',NULL,3,'','Otro documento: Cambió el encargado','','contingente',0,'','',NULL,NULL,NULL,NULL,'','','naturales',NULL,'2024-04-07',NULL,'','','','','programado','2024-04-02',NULL,'',NULL,NULL,NULL,'2024-04-08 05:59:59',NULL,NULL,1,2,1);
CREATE TABLE "compliance_etaparuta" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "clave" varchar(50) NOT NULL, "nombre" varchar(160) NOT NULL, "tipo" varchar(10) NOT NULL, "tipo_sesion" varchar(20) NOT NULL, "resultados" text NOT NULL CHECK ((JSON_VALID("resultados") OR "resultados" IS NULL)), "aprueba" bool NOT NULL, "organo_id" bigint NULL REFERENCES "compliance_organo" ("id") DEFERRABLE INITIALLY DEFERRED, "ruta_id" bigint NOT NULL REFERENCES "compliance_ruta" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "etapa_orden_unico" UNIQUE ("ruta_id", "orden"), CONSTRAINT "etapa_clave_unica" UNIQUE ("ruta_id", "clave"), CONSTRAINT "etapa_decidir_con_organo" CHECK ((NOT ("tipo" = 'decidir') OR "organo_id" IS NOT NULL)));
INSERT INTO "compliance_etaparuta" VALUES(1,1,'elaborar','Elaborar','elaborar','','[]',0,NULL,1);
INSERT INTO "compliance_etaparuta" VALUES(2,2,'consejo','Consejo','decidir','','["presentado"]',1,1,1);
INSERT INTO "compliance_etaparuta" VALUES(3,3,'remitir','Remitir','remitir','','[]',0,NULL,1);
INSERT INTO "compliance_etaparuta" VALUES(4,4,'validar','Validar','validar','','[]',0,NULL,1);
INSERT INTO "compliance_etaparuta" VALUES(5,1,'remitir','Remitir','remitir','','[]',0,NULL,2);
CREATE TABLE "compliance_historicalactorpolitico" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(80) NOT NULL, "nombre" varchar(200) NOT NULL, "siglas" varchar(30) NOT NULL, "tipo" varchar(14) NOT NULL, "correo" varchar(254) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalactorpolitico" VALUES(1,'','a','Partido A','PA','partido','',1,'2024-01-15 16:00:00','Base de la versión 0.1.0','+',NULL,1);
INSERT INTO "compliance_historicalactorpolitico" VALUES(2,'','b','Partido B','PB','partido','',2,'2024-01-15 16:00:00','Base de la versión 0.1.0','+',NULL,1);
INSERT INTO "compliance_historicalactorpolitico" VALUES(3,'','ab','Coalición AB','','coalicion','',3,'2024-01-15 16:00:00','Base de la versión 0.1.0','+',NULL,1);
CREATE TABLE "compliance_historicalarea" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(50) NOT NULL, "nombre" varchar(250) NOT NULL, "correo" varchar(254) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalarea" VALUES(1,'','informatica','Informática','',1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
CREATE TABLE "compliance_historicalcandidatura" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "formula" varchar(20) NOT NULL, "calidad" varchar(11) NOT NULL, "accion_afirmativa" varchar(60) NOT NULL, "aprobada_el" date NULL, "estado" varchar(50) NOT NULL, "cuentas_enviadas_en" datetime NULL, "cuentas_recibidas_en" datetime NULL, "vence" datetime NULL, "aviso_aceptado_en" datetime NULL, "capturada_en" datetime NULL, "captura_vencia" datetime NULL, "validada_en" datetime NULL, "autorizada_en" datetime NULL, "publicada_en" datetime NULL, "retirada_en" datetime NULL, "motivo_retiro" varchar(12) NOT NULL, "documento_retiro" varchar(200) NOT NULL, "origen" varchar(200) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "actor_id" bigint NULL, "capturada_por_id" bigint NULL, "cargo_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "sustituye_a_id" bigint NULL, "persona_id" bigint NULL, "proceso_id" bigint NULL, "territorio_id" bigint NULL);
INSERT INTO "compliance_historicalcandidatura" VALUES(1,'Administracion De Prueba','1','propietaria','','2024-03-22','asignada',NULL,NULL,'2024-03-26 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',1,'2024-03-23 02:00:00','Registrar candidatura','+',1,NULL,1,1,NULL,1,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(2,'Administracion De Prueba','2','propietaria','','2024-03-22','asignada',NULL,NULL,'2024-03-26 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',2,'2024-03-23 02:00:00','Registrar candidatura','+',1,NULL,1,1,NULL,2,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(2,'Administracion De Prueba','2','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00',NULL,'2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',3,'2024-03-23 16:00:00','Entregar cuentas de acceso','~',1,NULL,1,1,NULL,2,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(2,'Administracion De Prueba','2','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',4,'2024-03-24 00:00:00','Confirmar recepción de cuentas','~',1,NULL,1,1,NULL,2,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(2,'Representación Partido A','2','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59','2024-03-25 17:00:00',NULL,NULL,NULL,NULL,NULL,NULL,'','','',5,'2024-03-25 17:00:00','Aceptar aviso de privacidad','~',1,NULL,1,8,NULL,2,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(2,'Representación Partido A','2','propietaria','','2024-03-22','capturada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,'','','',6,'2024-03-25 18:00:00','enviar_captura','~',1,8,1,8,NULL,2,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(3,'Administracion De Prueba','3','propietaria','','2024-03-22','asignada',NULL,NULL,'2024-03-26 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',7,'2024-03-23 02:00:00','Registrar candidatura','+',1,NULL,1,1,NULL,3,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(3,'Administracion De Prueba','3','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00',NULL,'2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',8,'2024-03-23 16:00:00','Entregar cuentas de acceso','~',1,NULL,1,1,NULL,3,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(3,'Administracion De Prueba','3','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',9,'2024-03-24 00:00:00','Confirmar recepción de cuentas','~',1,NULL,1,1,NULL,3,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(3,'Representación Partido A','3','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59','2024-03-25 17:00:00',NULL,NULL,NULL,NULL,NULL,NULL,'','','',10,'2024-03-25 17:00:00','Aceptar aviso de privacidad','~',1,NULL,1,8,NULL,3,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(3,'Representación Partido A','3','propietaria','','2024-03-22','capturada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,'','','',11,'2024-03-25 18:00:00','enviar_captura','~',1,8,1,8,NULL,3,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(3,'Verificacion De Prueba','3','propietaria','','2024-03-22','observada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-02 05:59:59','2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,'','','',12,'2024-03-27 16:00:00','observar','~',1,8,1,3,NULL,3,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(4,'Administracion De Prueba','4','propietaria','','2024-03-22','asignada',NULL,NULL,'2024-03-26 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',13,'2024-03-23 02:00:00','Registrar candidatura','+',1,NULL,1,1,NULL,4,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(4,'Administracion De Prueba','4','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00',NULL,'2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',14,'2024-03-23 16:00:00','Entregar cuentas de acceso','~',1,NULL,1,1,NULL,4,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(4,'Administracion De Prueba','4','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',15,'2024-03-24 00:00:00','Confirmar recepción de cuentas','~',1,NULL,1,1,NULL,4,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(4,'Representación Partido A','4','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59','2024-03-25 17:00:00',NULL,NULL,NULL,NULL,NULL,NULL,'','','',16,'2024-03-25 17:00:00','Aceptar aviso de privacidad','~',1,NULL,1,8,NULL,4,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(4,'Representación Partido A','4','propietaria','','2024-03-22','capturada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,'','','',17,'2024-03-25 18:00:00','enviar_captura','~',1,8,1,8,NULL,4,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(4,'Representación Partido A','4','propietaria','','2024-03-22','capturada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,'2024-03-26 16:00:00',NULL,NULL,'','','',18,'2024-03-26 16:00:00','Autorizar publicación','~',1,8,1,8,NULL,4,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(4,'Verificacion De Prueba','4','propietaria','','2024-03-22','validada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59','2024-03-27 16:00:00','2024-03-26 16:00:00',NULL,NULL,'','','',19,'2024-03-27 16:00:00','validar','~',1,8,1,3,NULL,4,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Administracion De Prueba','5','propietaria','','2024-03-22','asignada',NULL,NULL,'2024-03-26 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',20,'2024-03-23 02:00:00','Registrar candidatura','+',1,NULL,1,1,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Administracion De Prueba','5','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00',NULL,'2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',21,'2024-03-23 16:00:00','Entregar cuentas de acceso','~',1,NULL,1,1,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Administracion De Prueba','5','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',22,'2024-03-24 00:00:00','Confirmar recepción de cuentas','~',1,NULL,1,1,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Representación Partido A','5','propietaria','','2024-03-22','asignada','2024-03-23 16:00:00','2024-03-24 00:00:00','2024-04-08 05:59:59','2024-03-25 17:00:00',NULL,NULL,NULL,NULL,NULL,NULL,'','','',23,'2024-03-25 17:00:00','Aceptar aviso de privacidad','~',1,NULL,1,8,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Representación Partido A','5','propietaria','','2024-03-22','capturada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,NULL,NULL,NULL,'','','',24,'2024-03-25 18:00:00','enviar_captura','~',1,8,1,8,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Representación Partido A','5','propietaria','','2024-03-22','capturada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59',NULL,'2024-03-26 16:00:00',NULL,NULL,'','','',25,'2024-03-26 16:00:00','Autorizar publicación','~',1,8,1,8,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Verificacion De Prueba','5','propietaria','','2024-03-22','validada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59','2024-03-27 16:00:00','2024-03-26 16:00:00',NULL,NULL,'','','',26,'2024-03-27 16:00:00','validar','~',1,8,1,3,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(5,'Verificacion De Prueba','5','propietaria','','2024-03-22','publicada','2024-03-23 16:00:00','2024-03-24 00:00:00',NULL,'2024-03-25 17:00:00','2024-03-25 18:00:00','2024-04-08 05:59:59','2024-03-27 16:00:00','2024-03-26 16:00:00','2024-04-03 16:00:00',NULL,'','','',27,'2024-04-03 16:00:00','publicar','~',1,8,1,3,NULL,5,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(6,'Administracion De Prueba','6','propietaria','','2024-03-22','asignada',NULL,NULL,'2024-03-26 05:59:59',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','',28,'2024-03-23 02:00:00','Registrar candidatura','+',1,NULL,1,1,NULL,6,1,1);
INSERT INTO "compliance_historicalcandidatura" VALUES(6,'Secretaria Tecnica De Prueba','6','propietaria','','2024-03-22','retirada',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2024-04-02 16:00:00','renuncia','R/1','',29,'2024-04-02 16:00:00','retirar','~',1,NULL,1,6,NULL,6,1,1);
CREATE TABLE "compliance_historicalcargo" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(60) NOT NULL, "nombre" varchar(120) NOT NULL, "principio" varchar(2) NOT NULL, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "entregable_listado" varchar(80) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalcargo" VALUES(1,'','gubernatura','Gubernatura','MR',0,'listado',1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
CREATE TABLE "compliance_historicalconsentimiento" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "finalidad" varchar(12) NOT NULL, "otorgado_en" datetime NOT NULL, "documento" varchar(200) NOT NULL, "revocado_en" datetime NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "candidatura_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalconsentimiento" VALUES(1,'Verificacion De Prueba','publicacion','2024-04-04 16:00:00','Consentimiento firmado',NULL,1,'2024-04-04 16:00:00','Consentimiento otorgado','+',5,3);
INSERT INTO "compliance_historicalconsentimiento" VALUES(2,'Verificacion De Prueba','estadistica','2024-04-04 16:00:00','Consentimiento firmado',NULL,2,'2024-04-04 16:00:00','Consentimiento otorgado','+',5,3);
INSERT INTO "compliance_historicalconsentimiento" VALUES(2,'Verificacion De Prueba','estadistica','2024-04-04 16:00:00','Consentimiento firmado','2024-04-05 16:00:00',3,'2024-04-05 16:00:00','Consentimiento revocado','~',5,3);
CREATE TABLE "compliance_historicalcuestionariocurricular" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "foto" text NOT NULL, "foto_tomada_el" date NULL, "medios" text NOT NULL CHECK ((JSON_VALID("medios") OR "medios" IS NULL)), "grado_estudios" varchar(60) NOT NULL, "estatus_estudios" varchar(60) NOT NULL, "otra_formacion" text NOT NULL CHECK ((JSON_VALID("otra_formacion") OR "otra_formacion" IS NULL)), "historia_profesional" text NOT NULL, "trayectoria_politica" text NOT NULL, "motivo_cargo" text NOT NULL, "propuesta_1" text NOT NULL, "propuesta_2" text NOT NULL, "propuesta_genero" text NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "candidatura_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(1,'Administracion De Prueba','',NULL,'[]','','','[]','','','','','','',1,'2024-03-23 02:00:00','Cuestionario en blanco','+',1,1);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(2,'Administracion De Prueba','',NULL,'[]','','','[]','','','','','','',2,'2024-03-23 02:00:00','Cuestionario en blanco','+',2,1);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(2,'Representación Partido A','fotos/1/2.png','2024-03-01','[{"tipo": "correo", "valor": "persona-2@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',3,'2024-03-25 16:00:00','Borrador','~',2,8);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(3,'Administracion De Prueba','',NULL,'[]','','','[]','','','','','','',4,'2024-03-23 02:00:00','Cuestionario en blanco','+',3,1);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(3,'Representación Partido A','fotos/1/3.png','2024-03-01','[{"tipo": "correo", "valor": "persona-3@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',5,'2024-03-25 16:00:00','Borrador','~',3,8);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(4,'Administracion De Prueba','',NULL,'[]','','','[]','','','','','','',6,'2024-03-23 02:00:00','Cuestionario en blanco','+',4,1);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(4,'Representación Partido A','fotos/1/4.png','2024-03-01','[{"tipo": "correo", "valor": "persona-4@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',7,'2024-03-25 16:00:00','Borrador','~',4,8);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(5,'Administracion De Prueba','',NULL,'[]','','','[]','','','','','','',8,'2024-03-23 02:00:00','Cuestionario en blanco','+',5,1);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(5,'Representación Partido A','fotos/1/5.png','2024-03-01','[{"tipo": "correo", "valor": "persona-5@example.com"}]','Licenciatura','Título','[]','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.','Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro.',9,'2024-03-25 16:00:00','Borrador','~',5,8);
INSERT INTO "compliance_historicalcuestionariocurricular" VALUES(6,'Administracion De Prueba','',NULL,'[]','','','[]','','','','','','',10,'2024-03-23 02:00:00','Cuestionario en blanco','+',6,1);
CREATE TABLE "compliance_historicalcuestionarioidentidad" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "respuestas" text NOT NULL CHECK ((JSON_VALID("respuestas") OR "respuestas" IS NULL)), "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "candidatura_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(1,'Administracion De Prueba','{}',1,'2024-03-23 02:00:00','Cuestionario en blanco','+',1,1);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(2,'Administracion De Prueba','{}',2,'2024-03-23 02:00:00','Cuestionario en blanco','+',2,1);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(2,'Representación Partido A','{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',3,'2024-03-25 16:00:00','Borrador','~',2,8);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(3,'Administracion De Prueba','{}',4,'2024-03-23 02:00:00','Cuestionario en blanco','+',3,1);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(3,'Representación Partido A','{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',5,'2024-03-25 16:00:00','Borrador','~',3,8);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(4,'Administracion De Prueba','{}',6,'2024-03-23 02:00:00','Cuestionario en blanco','+',4,1);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(4,'Representación Partido A','{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',7,'2024-03-25 16:00:00','Borrador','~',4,8);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(5,'Administracion De Prueba','{}',8,'2024-03-23 02:00:00','Cuestionario en blanco','+',5,1);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(5,'Representación Partido A','{"indigena": "No", "lengua_indigena": "No", "pueblo_indigena": "No aplica", "discapacidad": "No", "discapacidad_duracion": "No aplica", "discapacidad_tipo": "No aplica", "discapacidad_dificultad": "No aplica", "afromexicana": "No", "diversidad": "No", "diversidad_identidad": "No aplica", "migrante": "No", "migrante_pais": "No aplica", "migrante_tiempo": "No aplica", "migrante_motivo": "No aplica", "migrante_regular": "No aplica", "joven": "No", "mayor": "No", "ingresos": "Menos de $11,000", "fuente_ingresos": "Salario", "entidad_nacimiento": "Prefiero no contestar"}',9,'2024-03-25 16:00:00','Borrador','~',5,8);
INSERT INTO "compliance_historicalcuestionarioidentidad" VALUES(6,'Administracion De Prueba','{}',10,'2024-03-23 02:00:00','Cuestionario en blanco','+',6,1);
CREATE TABLE "compliance_historicalentregable" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "llave" varchar(80) NOT NULL, "clave" varchar(12) NOT NULL, "numeral" smallint unsigned NULL CHECK ("numeral" >= 0), "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "bloque" varchar(80) NOT NULL, "nombre" varchar(500) NOT NULL, "producto" varchar(300) NOT NULL, "tipo" varchar(12) NOT NULL, "es_plantilla" bool NOT NULL, "periodo" varchar(7) NOT NULL, "responsable_impreso" varchar(200) NOT NULL, "inicia_impreso" date NULL, "termina_impreso" date NULL, "fecha_ine" date NULL, "fecha_plan" date NULL, "regla" varchar(200) NOT NULL, "regla_evento" varchar(80) NOT NULL, "modo" varchar(10) NOT NULL, "remision_impresa" date NULL, "limite_remision" date NULL, "dias_remision" smallint unsigned NULL CHECK ("dias_remision" >= 0), "regla_remision" varchar(200) NOT NULL, "fundamento" varchar(400) NOT NULL, "fuente" varchar(200) NOT NULL, "nota" text NOT NULL, "estado" varchar(50) NOT NULL, "evento_el" date NULL, "aprobado_el" date NULL, "acuerdo" varchar(60) NOT NULL, "remitido_en" datetime NULL, "validado_ine_en" datetime NULL, "concluido_en" datetime NULL, "vence" datetime NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "etapa_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "plantilla_id" bigint NULL, "proceso_id" bigint NULL, "ruta_id" bigint NULL);
INSERT INTO "compliance_historicalentregable" VALUES(1,'','otro','11',NULL,3,'','Otro documento','','contingente',1,'','',NULL,NULL,NULL,NULL,'','','naturales',NULL,NULL,5,'','','','','programado',NULL,NULL,'',NULL,NULL,NULL,NULL,1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,NULL,NULL,NULL,1,2);
INSERT INTO "compliance_historicalentregable" VALUES(2,'','informe-marzo','11.3',3,1,'','Informe de marzo','','recurrente',0,'2024-03','',NULL,'2024-04-01',NULL,'2024-04-01','','','naturales',NULL,'2024-04-05',NULL,'','','','','programado',NULL,NULL,'',NULL,NULL,NULL,'2024-04-02 05:59:59',2,'2023-10-31 21:00:00','Carga del plan opl-2024','+',1,NULL,NULL,NULL,1,1);
INSERT INTO "compliance_historicalentregable" VALUES(3,'','listado','11.7',NULL,2,'','Listado de gubernatura','','por_evento',0,'','',NULL,NULL,NULL,'2024-03-22','','','naturales',NULL,NULL,1,'','','','','programado',NULL,NULL,'',NULL,NULL,NULL,'2024-03-23 05:59:59',3,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,NULL,NULL,NULL,1,1);
INSERT INTO "compliance_historicalentregable" VALUES(2,'Area De Prueba','informe-marzo','11.3',3,1,'','Informe de marzo','','recurrente',0,'2024-03','',NULL,'2024-04-01',NULL,'2024-04-01','','','naturales',NULL,'2024-04-05',NULL,'','','','','en_elaboracion',NULL,NULL,'',NULL,NULL,NULL,'2024-04-02 05:59:59',4,'2024-03-30 16:00:00','iniciar','~',1,1,7,NULL,1,1);
INSERT INTO "compliance_historicalentregable" VALUES(2,'Area De Prueba','informe-marzo','11.3',3,1,'','Informe de marzo','','recurrente',0,'2024-03','',NULL,'2024-04-01',NULL,'2024-04-01','','','naturales',NULL,'2024-04-05',NULL,'','','','','en_decision',NULL,NULL,'',NULL,NULL,NULL,'2024-04-02 05:59:59',5,'2024-03-30 16:00:00','presentar','~',1,2,7,NULL,1,1);
INSERT INTO "compliance_historicalentregable" VALUES(2,'Secretaria Ejecutiva De Prueba','informe-marzo','11.3',3,1,'','Informe de marzo','','recurrente',0,'2024-03','',NULL,'2024-04-01',NULL,'2024-04-01','','','naturales',NULL,'2024-04-05',NULL,'','','','','por_remitir',NULL,'2024-04-01','OPL/CG/9/2024',NULL,NULL,NULL,'2024-04-06 05:59:59',6,'2024-04-01 17:00:00','Tenido por presentado','~',1,3,5,NULL,1,1);
INSERT INTO "compliance_historicalentregable" VALUES(2,'Secretaria Ejecutiva De Prueba','informe-marzo','11.3',3,1,'','Informe de marzo','','recurrente',0,'2024-03','',NULL,'2024-04-01',NULL,'2024-04-01','','','naturales',NULL,'2024-04-05',NULL,'','','','','remitido',NULL,'2024-04-01','OPL/CG/9/2024','2024-04-03 16:00:00',NULL,NULL,NULL,7,'2024-04-03 16:00:00','remitir','~',1,4,5,NULL,1,1);
INSERT INTO "compliance_historicalentregable" VALUES(3,'Secretaria Tecnica De Prueba','listado','11.7',NULL,2,'','Listado de gubernatura','','por_evento',0,'','',NULL,NULL,NULL,'2024-03-22','','','naturales',NULL,NULL,1,'','','','','en_elaboracion',NULL,NULL,'',NULL,NULL,NULL,'2024-03-23 05:59:59',8,'2024-03-20 16:00:00','iniciar','~',NULL,1,6,NULL,1,1);
INSERT INTO "compliance_historicalentregable" VALUES(4,'Secretaria Tecnica De Prueba','otro-1','11',NULL,3,'','Otro documento: Cambió el encargado','','contingente',0,'','',NULL,NULL,NULL,NULL,'','','naturales',NULL,'2024-04-07',NULL,'','','','','programado','2024-04-02',NULL,'',NULL,NULL,NULL,'2024-04-08 05:59:59',9,'2024-04-02 16:00:00','Hecho del 02/04/2024: Cambió el encargado','+',NULL,NULL,6,1,1,2);
CREATE TABLE "compliance_historicaletaparuta" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "clave" varchar(50) NOT NULL, "nombre" varchar(160) NOT NULL, "tipo" varchar(10) NOT NULL, "tipo_sesion" varchar(20) NOT NULL, "resultados" text NOT NULL CHECK ((JSON_VALID("resultados") OR "resultados" IS NULL)), "aprueba" bool NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "organo_id" bigint NULL, "ruta_id" bigint NULL);
INSERT INTO "compliance_historicaletaparuta" VALUES(1,'',1,'elaborar','Elaborar','elaborar','','[]',0,1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,NULL,1);
INSERT INTO "compliance_historicaletaparuta" VALUES(2,'',2,'consejo','Consejo','decidir','','["presentado"]',1,2,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1,1);
INSERT INTO "compliance_historicaletaparuta" VALUES(3,'',3,'remitir','Remitir','remitir','','[]',0,3,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,NULL,1);
INSERT INTO "compliance_historicaletaparuta" VALUES(4,'',4,'validar','Validar','validar','','[]',0,4,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,NULL,1);
INSERT INTO "compliance_historicaletaparuta" VALUES(5,'',1,'remitir','Remitir','remitir','','[]',0,5,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,NULL,2);
CREATE TABLE "compliance_historicalhito" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(80) NOT NULL, "grupo" varchar(120) NOT NULL, "nombre" varchar(400) NOT NULL, "inicia" date NULL, "termina" date NOT NULL, "responsable" varchar(200) NOT NULL, "fuente" varchar(200) NOT NULL, "nota" text NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalhito" VALUES(1,'','interfaz','Interfaces','Interfaz de captura',NULL,'2023-12-20','','','',1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
CREATE TABLE "compliance_historicalinstituto" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(50) NOT NULL, "siglas" varchar(20) NOT NULL, "nombre" varchar(200) NOT NULL, "entidad" varchar(60) NOT NULL, "zona_horaria" varchar(40) NOT NULL, "color" varchar(7) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalinstituto" VALUES(1,'','opl','OPL','Organismo Público Local','Morelos','America/Mexico_City','#5b2a86',1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL);
CREATE TABLE "compliance_historicalintegracion" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "nombre" varchar(200) NOT NULL, "cargo" varchar(120) NOT NULL, "con_voto" bool NOT NULL, "preside" bool NOT NULL, "desde" date NOT NULL, "hasta" date NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "usuario_id" bigint NULL, "organo_id" bigint NULL);
INSERT INTO "compliance_historicalintegracion" VALUES(1,'','Consejera Uno','Presidencia',1,1,'2023-09-01',NULL,1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,NULL,1);
INSERT INTO "compliance_historicalintegracion" VALUES(2,'','Consejero Dos','Integrante',1,0,'2023-09-01',NULL,2,'2024-01-10 16:00:00','Base de la versión 0.1.0','+',NULL,NULL,1);
INSERT INTO "compliance_historicalintegracion" VALUES(3,'','Cruzada','Integrante',1,0,'2024-05-01','2024-02-01',3,'2024-01-10 16:00:00','Base de la versión 0.1.0','+',NULL,NULL,1);
CREATE TABLE "compliance_historicallimitetexto" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "campo" varchar(40) NOT NULL, "minimo" integer unsigned NOT NULL CHECK ("minimo" >= 0), "maximo" integer unsigned NOT NULL CHECK ("maximo" >= 0), "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicallimitetexto" VALUES(1,'','propuesta_1',280,1600,1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
INSERT INTO "compliance_historicallimitetexto" VALUES(2,'','nadie_pregunta',0,10,2,'2024-01-10 16:00:00','Base de la versión 0.1.0','+',NULL,1);
CREATE TABLE "compliance_historicalnombramiento" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "desde" date NOT NULL, "hasta" date NULL, "documento" varchar(200) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "actor_id" bigint NULL, "area_id" bigint NULL, "candidatura_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "rol_id" integer NULL, "usuario_id" bigint NULL, "organo_id" bigint NULL, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalnombramiento" VALUES(1,'','2023-09-01',NULL,'Nombramiento de demostración',1,'2024-01-10 16:00:00','Demostración','+',NULL,NULL,NULL,NULL,11,1,NULL,1);
INSERT INTO "compliance_historicalnombramiento" VALUES(2,'','2023-09-01',NULL,'Nombramiento de demostración',2,'2024-01-10 16:00:00','Demostración','+',NULL,NULL,NULL,NULL,10,2,NULL,1);
INSERT INTO "compliance_historicalnombramiento" VALUES(3,'','2023-09-01',NULL,'Nombramiento de demostración',3,'2024-01-10 16:00:00','Demostración','+',NULL,NULL,NULL,NULL,6,3,NULL,1);
INSERT INTO "compliance_historicalnombramiento" VALUES(4,'','2023-09-01',NULL,'Nombramiento de demostración',4,'2024-01-10 16:00:00','Demostración','+',NULL,NULL,NULL,NULL,2,4,1,1);
INSERT INTO "compliance_historicalnombramiento" VALUES(5,'','2023-09-01',NULL,'Nombramiento de demostración',5,'2024-01-10 16:00:00','Demostración','+',NULL,NULL,NULL,NULL,4,5,1,1);
INSERT INTO "compliance_historicalnombramiento" VALUES(6,'','2023-09-01',NULL,'Nombramiento de demostración',6,'2024-01-10 16:00:00','Demostración','+',NULL,NULL,NULL,NULL,3,6,2,1);
INSERT INTO "compliance_historicalnombramiento" VALUES(7,'','2023-09-01',NULL,'Nombramiento de demostración',7,'2024-01-10 16:00:00','Demostración','+',NULL,1,NULL,NULL,5,7,NULL,1);
INSERT INTO "compliance_historicalnombramiento" VALUES(8,'','2023-09-01',NULL,'Nombramiento de demostración',8,'2024-01-15 16:00:00','Demostración','+',1,NULL,NULL,NULL,8,8,NULL,1);
CREATE TABLE "compliance_historicalobservacion" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "rubro" varchar(40) NOT NULL, "causas" text NOT NULL CHECK ((JSON_VALID("causas") OR "causas" IS NULL)), "texto" text NOT NULL, "hecha_en" datetime NOT NULL, "respuesta" text NOT NULL, "atendida_en" datetime NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "candidatura_id" bigint NULL, "hecha_por_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalobservacion" VALUES(1,'Verificacion De Prueba','propuesta_1','["incompleto"]','Diga la población objetivo.','2024-03-27 16:00:00','',NULL,1,'2024-03-27 16:00:00','Observación de verificación','+',3,3,3);
CREATE TABLE "compliance_historicalorgano" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(50) NOT NULL, "nombre" varchar(250) NOT NULL, "tipo" varchar(10) NOT NULL, "quorum" smallint unsigned NOT NULL CHECK ("quorum" >= 0), "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalorgano" VALUES(1,'','consejo','Consejo','consejo',2,1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
INSERT INTO "compliance_historicalorgano" VALUES(2,'','comision','Comisión','comision',2,2,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
CREATE TABLE "compliance_historicalpersona" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "nombre" varchar(200) NOT NULL, "nombre_busqueda" varchar(200) NOT NULL, "sexo" varchar(2) NOT NULL, "fecha_nacimiento" date NULL, "edad" smallint unsigned NULL CHECK ("edad" >= 0), "correo" varchar(254) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalpersona" VALUES(1,'Administracion De Prueba','Amalia Asignada Uno','amalia asignada uno','M','1980-01-01',NULL,'persona-1@example.com',1,'2024-03-23 02:00:00','Registro de candidatura','+',1,1);
INSERT INTO "compliance_historicalpersona" VALUES(2,'Administracion De Prueba','Berta Capturada Dos','berta capturada dos','M','1980-01-02',NULL,'persona-2@example.com',2,'2024-03-23 02:00:00','Registro de candidatura','+',1,1);
INSERT INTO "compliance_historicalpersona" VALUES(3,'Administracion De Prueba','Carmen Observada Tres','carmen observada tres','M','1980-01-03',NULL,'persona-3@example.com',3,'2024-03-23 02:00:00','Registro de candidatura','+',1,1);
INSERT INTO "compliance_historicalpersona" VALUES(4,'Administracion De Prueba','Diana Validada Cuatro','diana validada cuatro','M','1980-01-04',NULL,'persona-4@example.com',4,'2024-03-23 02:00:00','Registro de candidatura','+',1,1);
INSERT INTO "compliance_historicalpersona" VALUES(5,'Administracion De Prueba','Elena Publicada Cinco','elena publicada cinco','M','1980-01-05',NULL,'persona-5@example.com',5,'2024-03-23 02:00:00','Registro de candidatura','+',1,1);
INSERT INTO "compliance_historicalpersona" VALUES(6,'Administracion De Prueba','Flor Retirada Seis','flor retirada seis','M','1980-01-06',NULL,'persona-6@example.com',6,'2024-03-23 02:00:00','Registro de candidatura','+',1,1);
CREATE TABLE "compliance_historicalplan" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(50) NOT NULL, "nombre" varchar(400) NOT NULL, "fuente" varchar(400) NOT NULL, "fecha" date NULL, "sha256" varchar(64) NOT NULL, "cargado_en" datetime NOT NULL, "contenido" text NOT NULL CHECK ((JSON_VALID("contenido") OR "contenido" IS NULL)), "hallazgos" text NOT NULL CHECK ((JSON_VALID("hallazgos") OR "hallazgos" IS NULL)), "confirmadas" text NOT NULL CHECK ((JSON_VALID("confirmadas") OR "confirmadas" IS NULL)), "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalplan" VALUES(1,'','opl-2024','Plan de prueba','Plan de trabajo (OPL/CG/1/2023)','2023-10-31','98a17f5985fd8229d57c45385b97700430ae9e33098efef7078cd732b9ac9433','2023-10-31 21:00:00','{"esquema": 1, "clave": "opl-2024", "nombre": "Plan de prueba", "fuente": {"documento": "Plan de trabajo", "fecha": "2023-10-31", "acuerdo": "OPL/CG/1/2023"}, "instituto": {"clave": "opl", "siglas": "OPL", "nombre": "Organismo P\u00fablico Local", "entidad": "Morelos"}, "proceso": {"nombre": "Proceso 2023-2024", "jornada": "2024-06-02"}, "organos": [{"clave": "consejo", "nombre": "Consejo", "tipo": "consejo", "integrantes": [{"nombre": "Consejera Uno", "cargo": "Presidencia", "preside": true, "desde": "2023-09-01"}]}, {"clave": "comision", "nombre": "Comisi\u00f3n", "tipo": "comision"}], "areas": [{"clave": "informatica", "nombre": "Inform\u00e1tica"}], "cargos": [{"clave": "gubernatura", "nombre": "Gubernatura", "entregable_listado": "listado"}], "limites": {"propuesta_1": {"minimo": 280, "maximo": 1600}}, "rutas": [{"clave": "informe", "nombre": "Informe", "etapas": [{"clave": "elaborar", "nombre": "Elaborar", "tipo": "elaborar"}, {"clave": "consejo", "nombre": "Consejo", "tipo": "decidir", "organo": "consejo", "resultados": ["presentado"], "aprueba": true}, {"clave": "remitir", "nombre": "Remitir", "tipo": "remitir"}, {"clave": "validar", "nombre": "Validar", "tipo": "validar"}]}, {"clave": "remision", "nombre": "Remisi\u00f3n", "etapas": [{"clave": "remitir", "nombre": "Remitir", "tipo": "remitir"}]}], "entregables": [{"llave": "informe-marzo", "clave": "11.3", "numeral": 3, "nombre": "Informe de marzo", "tipo": "recurrente", "periodo": "2024-03", "ruta": "informe", "area": "informatica", "termina": "2024-04-01", "fecha_plan": "2024-04-01", "limite_remision": "2024-04-05", "subactividades": [{"clave": "1", "texto": "Sesi\u00f3n del Consejo", "etapa": "consejo", "fecha_impresa": "2024-04-01"}, {"clave": "2", "texto": "Env\u00edo", "etapa": "remitir", "fecha_impresa": "2023-04-05", "fecha": "2024-04-05", "nota": "A\u00f1o."}]}, {"llave": "listado", "clave": "11.7", "nombre": "Listado de gubernatura", "tipo": "por_evento", "ruta": "informe", "fecha_plan": "2024-03-22", "dias_remision": 1}, {"llave": "otro", "clave": "11", "nombre": "Otro documento", "tipo": "contingente", "plantilla": true, "ruta": "remision", "dias_remision": 5}], "hitos": [{"clave": "interfaz", "grupo": "Interfaces", "nombre": "Interfaz de captura", "termina": "2023-12-20"}], "matriz": [{"clave": "11.3", "nombre": "Informe", "llave": "informe-marzo", "celdas": {"2024-04": "1"}}], "citas": [{"sobre": "Lineamientos", "numero": "INE/CG616/2022", "lugar": "Introducci\u00f3n"}]}','[{"codigo": "fuera_del_proceso", "gravedad": "error", "clave": "2", "campo": "subactividades.fecha_impresa", "valor": "2023-04-05", "mensaje": "\u00abinforme-marzo\u00bb imprime el 5 de abril de 2023, fuera del proceso (1 de septiembre de 2023 a 2 de octubre de 2024).", "sugerencia": "Revise el d\u00eda, el mes y el a\u00f1o en el documento."}, {"codigo": "sin_area", "gravedad": "aviso", "clave": "11.7", "campo": "area", "valor": "", "mensaje": "\u00ablistado\u00bb: el plan no dice qu\u00e9 \u00e1rea lo elabora.", "sugerencia": "Asigne el \u00e1rea responsable."}, {"codigo": "sin_area", "gravedad": "aviso", "clave": "11", "campo": "area", "valor": "", "mensaje": "\u00abotro\u00bb: el plan no dice qu\u00e9 \u00e1rea lo elabora.", "sugerencia": "Asigne el \u00e1rea responsable."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 1", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 1 (instalaci\u00f3n de la comisi\u00f3n).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 2", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 2 (designaci\u00f3n de la instancia interna).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 4", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 4 (implementaci\u00f3n propia o con apoyo de un tercero).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 5", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 5 (plan de trabajo).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 6", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 6 (proceso t\u00e9cnico operativo).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 7", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 7 (listados de candidaturas aprobadas).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 8", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 8 (prototipo navegable y formato de base de datos).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 9", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 9 (fecha de inicio de la publicaci\u00f3n).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 10", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 10 (modificaciones a los documentos).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 11", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 11 (cualquier otro documento emitido).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 12", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 12 (mejoras y adiciones a los cuestionarios).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "sin_informe_de_avance", "gravedad": "error", "clave": "art\u00edculo 15", "campo": "termina", "valor": "", "mensaje": "El plan no fecha el informe de avance de abril que pide el art\u00edculo 15, inciso g).", "sugerencia": "Agregue el informe de avance de abril o corrija el mes impreso."}]','{}',1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
CREATE TABLE "compliance_historicalproceso" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(50) NOT NULL, "nombre" varchar(200) NOT NULL, "jornada" date NOT NULL, "inicio" date NULL, "fin" date NULL, "campanas_inicio" date NULL, "campanas_fin" date NULL, "publicacion_inicio" date NULL, "dias_por_vencer" smallint unsigned NOT NULL CHECK ("dias_por_vencer" >= 0), "dias_cuentas" smallint unsigned NOT NULL CHECK ("dias_cuentas" >= 0), "dias_captura" smallint unsigned NOT NULL CHECK ("dias_captura" >= 0), "dias_captura_sustitucion" smallint unsigned NOT NULL CHECK ("dias_captura_sustitucion" >= 0), "dias_respuesta" smallint unsigned NOT NULL CHECK ("dias_respuesta" >= 0), "joven_desde" smallint unsigned NOT NULL CHECK ("joven_desde" >= 0), "joven_hasta" smallint unsigned NOT NULL CHECK ("joven_hasta" >= 0), "mayor_desde" smallint unsigned NOT NULL CHECK ("mayor_desde" >= 0), "orden_autorizacion" varchar(12) NOT NULL, "exige_foto" bool NOT NULL, "es_demostracion" bool NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "instituto_id" bigint NULL);
INSERT INTO "compliance_historicalproceso" VALUES(1,'','opl-2024','Proceso 2023-2024','2024-06-02',NULL,NULL,NULL,NULL,NULL,7,3,15,5,5,18,29,60,'ambas',1,0,1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
INSERT INTO "compliance_historicalproceso" VALUES(1,'','opl-2024','Proceso 2023-2024','2024-06-02','2023-09-01',NULL,'2024-04-15','2024-05-29','2024-04-03',7,3,15,5,5,18,29,60,'ambas',1,0,2,'2024-01-10 16:00:00','Base de la versión 0.1.0','~',NULL,1);
CREATE TABLE "compliance_historicalruta" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(50) NOT NULL, "nombre" varchar(120) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalruta" VALUES(1,'','informe','Informe',1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
INSERT INTO "compliance_historicalruta" VALUES(2,'','remision','Remisión',2,'2023-10-31 21:00:00','Carga del plan opl-2024','+',NULL,1);
CREATE TABLE "compliance_historicalsolicitudmodificacion" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "propuesto" text NOT NULL CHECK ((JSON_VALID("propuesto") OR "propuesto" IS NULL)), "publicado" text NOT NULL CHECK ((JSON_VALID("publicado") OR "publicado" IS NULL)), "motivo" text NOT NULL, "estado" varchar(10) NOT NULL, "aprobados" text NOT NULL CHECK ((JSON_VALID("aprobados") OR "aprobados" IS NULL)), "solicitada_en" datetime NOT NULL, "resuelta_en" datetime NULL, "razon" text NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "candidatura_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalsolicitudmodificacion" VALUES(1,'Representación Partido A','{"propuesta_2": "Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Se a\u00f1ade algo."}','{"propuesta_2": "Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro."}','Precisión','pendiente','[]','2024-04-05 16:00:00',NULL,'',1,'2024-04-05 16:00:00','Solicitud de modificación','+',5,8);
CREATE TABLE "compliance_historicalsubactividad" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "clave" varchar(12) NOT NULL, "texto" text NOT NULL, "fecha_impresa" date NULL, "fecha" date NULL, "regla" varchar(200) NOT NULL, "regla_evento" varchar(80) NOT NULL, "nota" text NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "entregable_id" bigint NULL, "etapa_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalsubactividad" VALUES(1,'',1,'1','Sesión del Consejo','2024-04-01','2024-04-01','','','',1,'2023-10-31 21:00:00','Carga del plan opl-2024','+',2,2,NULL);
INSERT INTO "compliance_historicalsubactividad" VALUES(2,'',2,'2','Envío','2023-04-05','2024-04-05','','','Año.',2,'2023-10-31 21:00:00','Carga del plan opl-2024','+',2,3,NULL);
CREATE TABLE "compliance_historicalsuplencia" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "desde" date NOT NULL, "hasta" date NOT NULL, "documento" varchar(200) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "suplente_id" bigint NULL, "titular_id" bigint NULL, "proceso_id" bigint NULL);
CREATE TABLE "compliance_historicalterritorio" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "tipo" varchar(15) NOT NULL, "entidad" varchar(60) NOT NULL, "clave" varchar(20) NOT NULL, "nombre" varchar(120) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "compliance_historicalterritorio" VALUES(1,'','entidad','Morelos','','Morelos',1,'2024-01-15 16:00:00','Base de la versión 0.1.0','+',NULL,1);
CREATE TABLE "compliance_historicalusuario" ("id" bigint NOT NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL, "first_name" varchar(150) NOT NULL, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "autor" varchar(200) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_historicalusuario" VALUES(1,0,'administracion','Administracion','De Prueba','administracion@demo.invalid',0,1,'2026-11-28 04:32:49.565192','',1,'2026-11-28 04:32:49.711107',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(2,0,'auditoria','Auditoria','De Prueba','auditoria@demo.invalid',0,1,'2026-11-28 04:32:49.715136','',2,'2026-11-28 04:32:49.857903',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(3,0,'verificacion','Verificacion','De Prueba','verificacion@demo.invalid',0,1,'2026-11-28 04:32:49.861363','',3,'2026-11-28 04:32:50.004281',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(4,0,'consejo','Consejo','De Prueba','consejo@demo.invalid',0,1,'2026-11-28 04:32:50.009886','',4,'2026-11-28 04:32:50.166085',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(5,0,'secretaria_ejecutiva','Secretaria Ejecutiva','De Prueba','secretaria_ejecutiva@demo.invalid',0,1,'2026-11-28 04:32:50.170042','',5,'2026-11-28 04:32:50.315974',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(6,0,'secretaria_tecnica','Secretaria Tecnica','De Prueba','secretaria_tecnica@demo.invalid',0,1,'2026-11-28 04:32:50.320159','',6,'2026-11-28 04:32:50.463510',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(7,0,'area','Area','De Prueba','area@demo.invalid',0,1,'2026-11-28 04:32:50.467005','',7,'2026-11-28 04:32:50.611900',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(8,0,'partido','Representación','Partido A','partido@demo.invalid',0,1,'2026-11-28 04:32:50.620384','',8,'2026-11-28 04:32:50.767171',NULL,'+',NULL);
INSERT INTO "compliance_historicalusuario" VALUES(2,0,'auditoria','Auditoria','De Prueba','auditoria@demo.invalid',0,1,'2026-11-28 04:32:49.715136','Administracion De Prueba',9,'2024-01-16 16:00:00','Enlace para fijar la contraseña','~',1);
CREATE TABLE "compliance_hito" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(80) NOT NULL, "grupo" varchar(120) NOT NULL, "nombre" varchar(400) NOT NULL, "inicia" date NULL, "termina" date NOT NULL, "responsable" varchar(200) NOT NULL, "fuente" varchar(200) NOT NULL, "nota" text NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "hito_clave_unica" UNIQUE ("proceso_id", "clave"));
INSERT INTO "compliance_hito" VALUES(1,'interfaz','Interfaces','Interfaz de captura',NULL,'2023-12-20','','','',1);
CREATE TABLE "compliance_instituto" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(50) NOT NULL UNIQUE, "siglas" varchar(20) NOT NULL, "nombre" varchar(200) NOT NULL, "entidad" varchar(60) NOT NULL, "zona_horaria" varchar(40) NOT NULL, "color" varchar(7) NOT NULL);
INSERT INTO "compliance_instituto" VALUES(1,'opl','OPL','Organismo Público Local','Morelos','America/Mexico_City','#5b2a86');
CREATE TABLE "compliance_integracion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "nombre" varchar(200) NOT NULL, "cargo" varchar(120) NOT NULL, "con_voto" bool NOT NULL, "preside" bool NOT NULL, "desde" date NOT NULL, "hasta" date NULL, "usuario_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "organo_id" bigint NOT NULL REFERENCES "compliance_organo" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_integracion" VALUES(1,'Consejera Uno','Presidencia',1,1,'2023-09-01',NULL,NULL,1);
INSERT INTO "compliance_integracion" VALUES(2,'Consejero Dos','Integrante',1,0,'2023-09-01',NULL,NULL,1);
INSERT INTO "compliance_integracion" VALUES(3,'Cruzada','Integrante',1,0,'2024-05-01','2024-02-01',NULL,1);
CREATE TABLE "compliance_limitetexto" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "campo" varchar(40) NOT NULL, "minimo" integer unsigned NOT NULL CHECK ("minimo" >= 0), "maximo" integer unsigned NOT NULL CHECK ("maximo" >= 0), "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "limite_campo_unico" UNIQUE ("proceso_id", "campo"), CONSTRAINT "limite_en_orden" CHECK ("maximo" >= ("minimo")));
INSERT INTO "compliance_limitetexto" VALUES(1,'propuesta_1',280,1600,1);
INSERT INTO "compliance_limitetexto" VALUES(2,'nadie_pregunta',0,10,1);
CREATE TABLE "compliance_nombramiento" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "desde" date NOT NULL, "hasta" date NULL, "documento" varchar(200) NOT NULL, "actor_id" bigint NULL REFERENCES "compliance_actorpolitico" ("id") DEFERRABLE INITIALLY DEFERRED, "area_id" bigint NULL REFERENCES "compliance_area" ("id") DEFERRABLE INITIALLY DEFERRED, "candidatura_id" bigint NULL REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED, "rol_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "usuario_id" bigint NOT NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "organo_id" bigint NULL REFERENCES "compliance_organo" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "nombramiento_fechas_en_orden" CHECK (("hasta" IS NULL OR "hasta" >= ("desde"))));
INSERT INTO "compliance_nombramiento" VALUES(1,'2023-09-01',NULL,'Nombramiento de demostración',NULL,NULL,NULL,11,1,NULL,1);
INSERT INTO "compliance_nombramiento" VALUES(2,'2023-09-01',NULL,'Nombramiento de demostración',NULL,NULL,NULL,10,2,NULL,1);
INSERT INTO "compliance_nombramiento" VALUES(3,'2023-09-01',NULL,'Nombramiento de demostración',NULL,NULL,NULL,6,3,NULL,1);
INSERT INTO "compliance_nombramiento" VALUES(4,'2023-09-01',NULL,'Nombramiento de demostración',NULL,NULL,NULL,2,4,1,1);
INSERT INTO "compliance_nombramiento" VALUES(5,'2023-09-01',NULL,'Nombramiento de demostración',NULL,NULL,NULL,4,5,1,1);
INSERT INTO "compliance_nombramiento" VALUES(6,'2023-09-01',NULL,'Nombramiento de demostración',NULL,NULL,NULL,3,6,2,1);
INSERT INTO "compliance_nombramiento" VALUES(7,'2023-09-01',NULL,'Nombramiento de demostración',NULL,1,NULL,5,7,NULL,1);
INSERT INTO "compliance_nombramiento" VALUES(8,'2023-09-01',NULL,'Nombramiento de demostración',1,NULL,NULL,8,8,NULL,1);
CREATE TABLE "compliance_observacion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "rubro" varchar(40) NOT NULL, "causas" text NOT NULL CHECK ((JSON_VALID("causas") OR "causas" IS NULL)), "texto" text NOT NULL, "hecha_en" datetime NOT NULL, "respuesta" text NOT NULL, "atendida_en" datetime NULL, "candidatura_id" bigint NOT NULL REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED, "hecha_por_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_observacion" VALUES(1,'propuesta_1','["incompleto"]','Diga la población objetivo.','2024-03-27 16:00:00','',NULL,3,3);
CREATE TABLE "compliance_organo" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(50) NOT NULL, "nombre" varchar(250) NOT NULL, "tipo" varchar(10) NOT NULL, "quorum" smallint unsigned NOT NULL CHECK ("quorum" >= 0), "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organo_clave_unica" UNIQUE ("proceso_id", "clave"));
INSERT INTO "compliance_organo" VALUES(1,'consejo','Consejo','consejo',2,1);
INSERT INTO "compliance_organo" VALUES(2,'comision','Comisión','comision',2,1);
CREATE TABLE "compliance_persona" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "nombre" varchar(200) NOT NULL, "nombre_busqueda" varchar(200) NOT NULL, "sexo" varchar(2) NOT NULL, "fecha_nacimiento" date NULL, "edad" smallint unsigned NULL CHECK ("edad" >= 0), "correo" varchar(254) NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_persona" VALUES(1,'Amalia Asignada Uno','amalia asignada uno','M','1980-01-01',NULL,'persona-1@example.com',1);
INSERT INTO "compliance_persona" VALUES(2,'Berta Capturada Dos','berta capturada dos','M','1980-01-02',NULL,'persona-2@example.com',1);
INSERT INTO "compliance_persona" VALUES(3,'Carmen Observada Tres','carmen observada tres','M','1980-01-03',NULL,'persona-3@example.com',1);
INSERT INTO "compliance_persona" VALUES(4,'Diana Validada Cuatro','diana validada cuatro','M','1980-01-04',NULL,'persona-4@example.com',1);
INSERT INTO "compliance_persona" VALUES(5,'Elena Publicada Cinco','elena publicada cinco','M','1980-01-05',NULL,'persona-5@example.com',1);
INSERT INTO "compliance_persona" VALUES(6,'Flor Retirada Seis','flor retirada seis','M','1980-01-06',NULL,'persona-6@example.com',1);
CREATE TABLE "compliance_plan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(50) NOT NULL UNIQUE, "nombre" varchar(400) NOT NULL, "fuente" varchar(400) NOT NULL, "fecha" date NULL, "sha256" varchar(64) NOT NULL, "cargado_en" datetime NOT NULL, "contenido" text NOT NULL CHECK ((JSON_VALID("contenido") OR "contenido" IS NULL)), "hallazgos" text NOT NULL CHECK ((JSON_VALID("hallazgos") OR "hallazgos" IS NULL)), "confirmadas" text NOT NULL CHECK ((JSON_VALID("confirmadas") OR "confirmadas" IS NULL)), "proceso_id" bigint NOT NULL UNIQUE REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_plan" VALUES(1,'opl-2024','Plan de prueba','Plan de trabajo (OPL/CG/1/2023)','2023-10-31','98a17f5985fd8229d57c45385b97700430ae9e33098efef7078cd732b9ac9433','2023-10-31 21:00:00','{"esquema": 1, "clave": "opl-2024", "nombre": "Plan de prueba", "fuente": {"documento": "Plan de trabajo", "fecha": "2023-10-31", "acuerdo": "OPL/CG/1/2023"}, "instituto": {"clave": "opl", "siglas": "OPL", "nombre": "Organismo P\u00fablico Local", "entidad": "Morelos"}, "proceso": {"nombre": "Proceso 2023-2024", "jornada": "2024-06-02"}, "organos": [{"clave": "consejo", "nombre": "Consejo", "tipo": "consejo", "integrantes": [{"nombre": "Consejera Uno", "cargo": "Presidencia", "preside": true, "desde": "2023-09-01"}]}, {"clave": "comision", "nombre": "Comisi\u00f3n", "tipo": "comision"}], "areas": [{"clave": "informatica", "nombre": "Inform\u00e1tica"}], "cargos": [{"clave": "gubernatura", "nombre": "Gubernatura", "entregable_listado": "listado"}], "limites": {"propuesta_1": {"minimo": 280, "maximo": 1600}}, "rutas": [{"clave": "informe", "nombre": "Informe", "etapas": [{"clave": "elaborar", "nombre": "Elaborar", "tipo": "elaborar"}, {"clave": "consejo", "nombre": "Consejo", "tipo": "decidir", "organo": "consejo", "resultados": ["presentado"], "aprueba": true}, {"clave": "remitir", "nombre": "Remitir", "tipo": "remitir"}, {"clave": "validar", "nombre": "Validar", "tipo": "validar"}]}, {"clave": "remision", "nombre": "Remisi\u00f3n", "etapas": [{"clave": "remitir", "nombre": "Remitir", "tipo": "remitir"}]}], "entregables": [{"llave": "informe-marzo", "clave": "11.3", "numeral": 3, "nombre": "Informe de marzo", "tipo": "recurrente", "periodo": "2024-03", "ruta": "informe", "area": "informatica", "termina": "2024-04-01", "fecha_plan": "2024-04-01", "limite_remision": "2024-04-05", "subactividades": [{"clave": "1", "texto": "Sesi\u00f3n del Consejo", "etapa": "consejo", "fecha_impresa": "2024-04-01"}, {"clave": "2", "texto": "Env\u00edo", "etapa": "remitir", "fecha_impresa": "2023-04-05", "fecha": "2024-04-05", "nota": "A\u00f1o."}]}, {"llave": "listado", "clave": "11.7", "nombre": "Listado de gubernatura", "tipo": "por_evento", "ruta": "informe", "fecha_plan": "2024-03-22", "dias_remision": 1}, {"llave": "otro", "clave": "11", "nombre": "Otro documento", "tipo": "contingente", "plantilla": true, "ruta": "remision", "dias_remision": 5}], "hitos": [{"clave": "interfaz", "grupo": "Interfaces", "nombre": "Interfaz de captura", "termina": "2023-12-20"}], "matriz": [{"clave": "11.3", "nombre": "Informe", "llave": "informe-marzo", "celdas": {"2024-04": "1"}}], "citas": [{"sobre": "Lineamientos", "numero": "INE/CG616/2022", "lugar": "Introducci\u00f3n"}]}','[{"codigo": "fuera_del_proceso", "gravedad": "error", "clave": "2", "campo": "subactividades.fecha_impresa", "valor": "2023-04-05", "mensaje": "\u00abinforme-marzo\u00bb imprime el 5 de abril de 2023, fuera del proceso (1 de septiembre de 2023 a 2 de octubre de 2024).", "sugerencia": "Revise el d\u00eda, el mes y el a\u00f1o en el documento."}, {"codigo": "sin_area", "gravedad": "aviso", "clave": "11.7", "campo": "area", "valor": "", "mensaje": "\u00ablistado\u00bb: el plan no dice qu\u00e9 \u00e1rea lo elabora.", "sugerencia": "Asigne el \u00e1rea responsable."}, {"codigo": "sin_area", "gravedad": "aviso", "clave": "11", "campo": "area", "valor": "", "mensaje": "\u00abotro\u00bb: el plan no dice qu\u00e9 \u00e1rea lo elabora.", "sugerencia": "Asigne el \u00e1rea responsable."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 1", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 1 (instalaci\u00f3n de la comisi\u00f3n).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 2", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 2 (designaci\u00f3n de la instancia interna).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 4", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 4 (implementaci\u00f3n propia o con apoyo de un tercero).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 5", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 5 (plan de trabajo).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 6", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 6 (proceso t\u00e9cnico operativo).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 7", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 7 (listados de candidaturas aprobadas).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 8", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 8 (prototipo navegable y formato de base de datos).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 9", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 9 (fecha de inicio de la publicaci\u00f3n).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 10", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 10 (modificaciones a los documentos).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 11", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 11 (cualquier otro documento emitido).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "numeral_sin_fila", "gravedad": "error", "clave": "numeral 12", "campo": "numeral", "valor": "", "mensaje": "Ninguna fila del plan corresponde al art\u00edculo 11, numeral 12 (mejoras y adiciones a los cuestionarios).", "sugerencia": "Agregue el entregable con su fecha."}, {"codigo": "sin_informe_de_avance", "gravedad": "error", "clave": "art\u00edculo 15", "campo": "termina", "valor": "", "mensaje": "El plan no fecha el informe de avance de abril que pide el art\u00edculo 15, inciso g).", "sugerencia": "Agregue el informe de avance de abril o corrija el mes impreso."}]','{}',1);
CREATE TABLE "compliance_proceso" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(50) NOT NULL UNIQUE, "nombre" varchar(200) NOT NULL, "jornada" date NOT NULL, "inicio" date NULL, "fin" date NULL, "campanas_inicio" date NULL, "campanas_fin" date NULL, "publicacion_inicio" date NULL, "dias_por_vencer" smallint unsigned NOT NULL CHECK ("dias_por_vencer" >= 0), "dias_cuentas" smallint unsigned NOT NULL CHECK ("dias_cuentas" >= 0), "dias_captura" smallint unsigned NOT NULL CHECK ("dias_captura" >= 0), "dias_captura_sustitucion" smallint unsigned NOT NULL CHECK ("dias_captura_sustitucion" >= 0), "dias_respuesta" smallint unsigned NOT NULL CHECK ("dias_respuesta" >= 0), "joven_desde" smallint unsigned NOT NULL CHECK ("joven_desde" >= 0), "joven_hasta" smallint unsigned NOT NULL CHECK ("joven_hasta" >= 0), "mayor_desde" smallint unsigned NOT NULL CHECK ("mayor_desde" >= 0), "orden_autorizacion" varchar(12) NOT NULL, "exige_foto" bool NOT NULL, "es_demostracion" bool NOT NULL, "instituto_id" bigint NOT NULL REFERENCES "compliance_instituto" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "proceso_campanas_en_orden" CHECK (("campanas_fin" IS NULL OR "campanas_inicio" IS NULL OR "campanas_fin" >= ("campanas_inicio"))));
INSERT INTO "compliance_proceso" VALUES(1,'opl-2024','Proceso 2023-2024','2024-06-02','2023-09-01',NULL,'2024-04-15','2024-05-29','2024-04-03',7,3,15,5,5,18,29,60,'ambas',1,0,1);
CREATE TABLE "compliance_ruta" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(50) NOT NULL, "nombre" varchar(120) NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "ruta_clave_unica" UNIQUE ("proceso_id", "clave"));
INSERT INTO "compliance_ruta" VALUES(1,'informe','Informe',1);
INSERT INTO "compliance_ruta" VALUES(2,'remision','Remisión',1);
CREATE TABLE "compliance_solicitudmodificacion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "propuesto" text NOT NULL CHECK ((JSON_VALID("propuesto") OR "propuesto" IS NULL)), "publicado" text NOT NULL CHECK ((JSON_VALID("publicado") OR "publicado" IS NULL)), "motivo" text NOT NULL, "estado" varchar(10) NOT NULL, "aprobados" text NOT NULL CHECK ((JSON_VALID("aprobados") OR "aprobados" IS NULL)), "solicitada_en" datetime NOT NULL, "resuelta_en" datetime NULL, "razon" text NOT NULL, "candidatura_id" bigint NOT NULL UNIQUE REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "compliance_solicitudmodificacion" VALUES(1,'{"propuesta_2": "Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Se a\u00f1ade algo."}','{"propuesta_2": "Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro. Texto sint\u00e9tico de quien participa en la prueba, escrito para que alcance la extensi\u00f3n m\u00ednima del rubro."}','Precisión','pendiente','[]','2024-04-05 16:00:00',NULL,'',5);
CREATE TABLE "compliance_subactividad" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "clave" varchar(12) NOT NULL, "texto" text NOT NULL, "fecha_impresa" date NULL, "fecha" date NULL, "regla" varchar(200) NOT NULL, "regla_evento" varchar(80) NOT NULL, "nota" text NOT NULL, "entregable_id" bigint NOT NULL REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED, "etapa_id" bigint NULL REFERENCES "compliance_etaparuta" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "subactividad_orden_unico" UNIQUE ("entregable_id", "orden"));
INSERT INTO "compliance_subactividad" VALUES(1,1,'1','Sesión del Consejo','2024-04-01','2024-04-01','','','',2,2);
INSERT INTO "compliance_subactividad" VALUES(2,2,'2','Envío','2023-04-05','2024-04-05','','','Año.',2,3);
CREATE TABLE "compliance_suplencia" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "desde" date NOT NULL, "hasta" date NOT NULL, "documento" varchar(200) NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, "suplente_id" bigint NOT NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "titular_id" bigint NOT NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "suplencia_fechas_en_orden" CHECK ("hasta" >= ("desde")), CONSTRAINT "suplencia_de_otra_persona" CHECK (NOT ("titular_id" = ("suplente_id"))));
CREATE TABLE "compliance_territorio" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "tipo" varchar(15) NOT NULL, "entidad" varchar(60) NOT NULL, "clave" varchar(20) NOT NULL, "nombre" varchar(120) NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "territorio_unico" UNIQUE ("proceso_id", "tipo", "entidad", "clave", "nombre"));
INSERT INTO "compliance_territorio" VALUES(1,'entidad','Morelos','','Morelos',1);
CREATE TABLE "compliance_usuario" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "first_name" varchar(150) NOT NULL, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL);
INSERT INTO "compliance_usuario" VALUES(1,'argon2$argon2id$v=19$m=102400,t=2,p=8$bzJ6Um5DallLYjZXUm13YmpmUHcwbg$GEiNTG4CoJinDs/pL9YIdkCChl1EcS33na6liLpkXRU',NULL,0,'administracion','Administracion','De Prueba','administracion@demo.invalid',0,1,'2026-11-28 04:32:49.565192');
INSERT INTO "compliance_usuario" VALUES(2,'!VL4aOyEiyxrc5jSKKFEcXAqUobKk1c28yzwuj50x',NULL,0,'auditoria','Auditoria','De Prueba','auditoria@demo.invalid',0,1,'2026-11-28 04:32:49.715136');
INSERT INTO "compliance_usuario" VALUES(3,'argon2$argon2id$v=19$m=102400,t=2,p=8$OEFWY2xjSDR5SkJ3Z2c0a0NpSGpFYQ$7ZVCxLeW5apgW3ko4nvt55NW/P+94jIr1W4RzrJ5rZg',NULL,0,'verificacion','Verificacion','De Prueba','verificacion@demo.invalid',0,1,'2026-11-28 04:32:49.861363');
INSERT INTO "compliance_usuario" VALUES(4,'argon2$argon2id$v=19$m=102400,t=2,p=8$MFZlcDdFREw2R1JKREVUSVVTelZlNg$yaqjZQFNS8cbogLNvAm0RoHNQGF2fswSACXvUALxh4U',NULL,0,'consejo','Consejo','De Prueba','consejo@demo.invalid',0,1,'2026-11-28 04:32:50.009886');
INSERT INTO "compliance_usuario" VALUES(5,'argon2$argon2id$v=19$m=102400,t=2,p=8$eXRReHlSSjI1eDBScURpbnVsQmU2Sw$9LjiX24j1Nkl67t+VuEsA1599uB+FgEAs/IzqL4IH6s',NULL,0,'secretaria_ejecutiva','Secretaria Ejecutiva','De Prueba','secretaria_ejecutiva@demo.invalid',0,1,'2026-11-28 04:32:50.170042');
INSERT INTO "compliance_usuario" VALUES(6,'argon2$argon2id$v=19$m=102400,t=2,p=8$MVBsQktpbkV4aG9FTUpGOXZKdEpwSA$ioT/pRnQmIW2TkbpvHvnNLsffM2h7qNZbfG8CWYgOCc',NULL,0,'secretaria_tecnica','Secretaria Tecnica','De Prueba','secretaria_tecnica@demo.invalid',0,1,'2026-11-28 04:32:50.320159');
INSERT INTO "compliance_usuario" VALUES(7,'argon2$argon2id$v=19$m=102400,t=2,p=8$NjZUSEFZM3lPbzlTdDVXMWdXN0JlVw$l8zVPeCuAHdYi7sCJVLAjYvt6S9i/GqrEsj2G2ur9DY',NULL,0,'area','Area','De Prueba','area@demo.invalid',0,1,'2026-11-28 04:32:50.467005');
INSERT INTO "compliance_usuario" VALUES(8,'argon2$argon2id$v=19$m=102400,t=2,p=8$b3FON3pKeHpFTVdoNkdmTUJlcUVuOQ$lsdjKdsFI+xH44gDH6gx/fMwZzJ3rzmDLalk+8Gwnog',NULL,0,'partido','Representación','Partido A','partido@demo.invalid',0,1,'2026-11-28 04:32:50.620384');
CREATE TABLE "compliance_usuario_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "usuario_id" bigint NOT NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "compliance_usuario_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "usuario_id" bigint NOT NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'admin','logentry');
INSERT INTO "django_content_type" VALUES(2,'auth','permission');
INSERT INTO "django_content_type" VALUES(3,'auth','group');
INSERT INTO "django_content_type" VALUES(4,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(5,'sessions','session');
INSERT INTO "django_content_type" VALUES(6,'viewflow','process');
INSERT INTO "django_content_type" VALUES(7,'viewflow','task');
INSERT INTO "django_content_type" VALUES(8,'axes','accessattempt');
INSERT INTO "django_content_type" VALUES(9,'axes','accesslog');
INSERT INTO "django_content_type" VALUES(10,'axes','accessfailurelog');
INSERT INTO "django_content_type" VALUES(11,'axes','accessattemptexpiration');
INSERT INTO "django_content_type" VALUES(12,'calendario','calendario');
INSERT INTO "django_content_type" VALUES(13,'calendario','historicalcalendario');
INSERT INTO "django_content_type" VALUES(14,'calendario','historicalinhabil');
INSERT INTO "django_content_type" VALUES(15,'calendario','inhabil');
INSERT INTO "django_content_type" VALUES(16,'calendario','suscripcioncalendario');
INSERT INTO "django_content_type" VALUES(17,'compliance','area');
INSERT INTO "django_content_type" VALUES(18,'compliance','cargo');
INSERT INTO "django_content_type" VALUES(19,'compliance','etaparuta');
INSERT INTO "django_content_type" VALUES(20,'compliance','instituto');
INSERT INTO "django_content_type" VALUES(21,'compliance','organo');
INSERT INTO "django_content_type" VALUES(22,'compliance','persona');
INSERT INTO "django_content_type" VALUES(23,'compliance','usuario');
INSERT INTO "django_content_type" VALUES(24,'compliance','actorpolitico');
INSERT INTO "django_content_type" VALUES(25,'compliance','candidatura');
INSERT INTO "django_content_type" VALUES(26,'compliance','cuestionariocurricular');
INSERT INTO "django_content_type" VALUES(27,'compliance','cuestionarioidentidad');
INSERT INTO "django_content_type" VALUES(28,'compliance','entregable');
INSERT INTO "django_content_type" VALUES(29,'compliance','historicalconsentimiento');
INSERT INTO "django_content_type" VALUES(30,'compliance','historicalcuestionariocurricular');
INSERT INTO "django_content_type" VALUES(31,'compliance','historicalcuestionarioidentidad');
INSERT INTO "django_content_type" VALUES(32,'compliance','historicalinstituto');
INSERT INTO "django_content_type" VALUES(33,'compliance','historicalobservacion');
INSERT INTO "django_content_type" VALUES(34,'compliance','historicalsolicitudmodificacion');
INSERT INTO "django_content_type" VALUES(35,'compliance','historicalsubactividad');
INSERT INTO "django_content_type" VALUES(36,'compliance','historicalusuario');
INSERT INTO "django_content_type" VALUES(37,'compliance','historicalproceso');
INSERT INTO "django_content_type" VALUES(38,'compliance','observacion');
INSERT INTO "django_content_type" VALUES(39,'compliance','integracion');
INSERT INTO "django_content_type" VALUES(40,'compliance','historicalintegracion');
INSERT INTO "django_content_type" VALUES(41,'compliance','proceso');
INSERT INTO "django_content_type" VALUES(42,'compliance','plan');
INSERT INTO "django_content_type" VALUES(43,'compliance','nombramiento');
INSERT INTO "django_content_type" VALUES(44,'compliance','limitetexto');
INSERT INTO "django_content_type" VALUES(45,'compliance','hito');
INSERT INTO "django_content_type" VALUES(46,'compliance','historicalterritorio');
INSERT INTO "django_content_type" VALUES(47,'compliance','historicalsuplencia');
INSERT INTO "django_content_type" VALUES(48,'compliance','historicalruta');
INSERT INTO "django_content_type" VALUES(49,'compliance','historicalplan');
INSERT INTO "django_content_type" VALUES(50,'compliance','historicalpersona');
INSERT INTO "django_content_type" VALUES(51,'compliance','historicalorgano');
INSERT INTO "django_content_type" VALUES(52,'compliance','historicalnombramiento');
INSERT INTO "django_content_type" VALUES(53,'compliance','historicallimitetexto');
INSERT INTO "django_content_type" VALUES(54,'compliance','historicalhito');
INSERT INTO "django_content_type" VALUES(55,'compliance','historicalcargo');
INSERT INTO "django_content_type" VALUES(56,'compliance','historicalarea');
INSERT INTO "django_content_type" VALUES(57,'compliance','historicalactorpolitico');
INSERT INTO "django_content_type" VALUES(58,'compliance','ruta');
INSERT INTO "django_content_type" VALUES(59,'compliance','historicaletaparuta');
INSERT INTO "django_content_type" VALUES(60,'compliance','historicalentregable');
INSERT INTO "django_content_type" VALUES(61,'compliance','solicitudmodificacion');
INSERT INTO "django_content_type" VALUES(62,'compliance','subactividad');
INSERT INTO "django_content_type" VALUES(63,'compliance','suplencia');
INSERT INTO "django_content_type" VALUES(64,'compliance','territorio');
INSERT INTO "django_content_type" VALUES(65,'compliance','historicalcandidatura');
INSERT INTO "django_content_type" VALUES(66,'compliance','consentimiento');
INSERT INTO "django_content_type" VALUES(67,'documentos','historicaldocumento');
INSERT INTO "django_content_type" VALUES(68,'documentos','documento');
INSERT INTO "django_content_type" VALUES(69,'flujos','decision');
INSERT INTO "django_content_type" VALUES(70,'flujos','historicalremision');
INSERT INTO "django_content_type" VALUES(71,'flujos','historicalsesion');
INSERT INTO "django_content_type" VALUES(72,'flujos','historicalvoto');
INSERT INTO "django_content_type" VALUES(73,'flujos','puntoorden');
INSERT INTO "django_content_type" VALUES(74,'flujos','historicaldecision');
INSERT INTO "django_content_type" VALUES(75,'flujos','remision');
INSERT INTO "django_content_type" VALUES(76,'flujos','sesion');
INSERT INTO "django_content_type" VALUES(77,'flujos','historicalpuntoorden');
INSERT INTO "django_content_type" VALUES(78,'flujos','historicalasistencia');
INSERT INTO "django_content_type" VALUES(79,'flujos','asistencia');
INSERT INTO "django_content_type" VALUES(80,'flujos','tramiteentregable');
INSERT INTO "django_content_type" VALUES(81,'flujos','transicion');
INSERT INTO "django_content_type" VALUES(82,'flujos','voto');
INSERT INTO "django_content_type" VALUES(83,'notificaciones','escalon');
INSERT INTO "django_content_type" VALUES(84,'notificaciones','aviso');
INSERT INTO "django_content_type" VALUES(85,'notificaciones','historicalescalon');
INSERT INTO "django_content_type" VALUES(86,'notificaciones','latido');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'contenttypes','0001_initial','2026-11-28 04:32:43.485230');
INSERT INTO "django_migrations" VALUES(2,'contenttypes','0002_remove_content_type_name','2026-11-28 04:32:43.487957');
INSERT INTO "django_migrations" VALUES(3,'auth','0001_initial','2026-11-28 04:32:43.492704');
INSERT INTO "django_migrations" VALUES(4,'auth','0002_alter_permission_name_max_length','2026-11-28 04:32:43.495164');
INSERT INTO "django_migrations" VALUES(5,'auth','0003_alter_user_email_max_length','2026-11-28 04:32:43.497013');
INSERT INTO "django_migrations" VALUES(6,'auth','0004_alter_user_username_opts','2026-11-28 04:32:43.498712');
INSERT INTO "django_migrations" VALUES(7,'auth','0005_alter_user_last_login_null','2026-11-28 04:32:43.500385');
INSERT INTO "django_migrations" VALUES(8,'auth','0006_require_contenttypes_0002','2026-11-28 04:32:43.500673');
INSERT INTO "django_migrations" VALUES(9,'auth','0007_alter_validators_add_error_messages','2026-11-28 04:32:43.503277');
INSERT INTO "django_migrations" VALUES(10,'auth','0008_alter_user_username_max_length','2026-11-28 04:32:43.505064');
INSERT INTO "django_migrations" VALUES(11,'auth','0009_alter_user_last_name_max_length','2026-11-28 04:32:43.506738');
INSERT INTO "django_migrations" VALUES(12,'auth','0010_alter_group_name_max_length','2026-11-28 04:32:43.508846');
INSERT INTO "django_migrations" VALUES(13,'auth','0011_update_proxy_permissions','2026-11-28 04:32:43.510772');
INSERT INTO "django_migrations" VALUES(14,'auth','0012_alter_user_first_name_max_length','2026-11-28 04:32:43.512669');
INSERT INTO "django_migrations" VALUES(15,'compliance','0001_initial','2026-11-28 04:32:45.489677');
INSERT INTO "django_migrations" VALUES(16,'admin','0001_initial','2026-11-28 04:32:45.523048');
INSERT INTO "django_migrations" VALUES(17,'admin','0002_logentry_remove_auto_add','2026-11-28 04:32:45.706915');
INSERT INTO "django_migrations" VALUES(18,'admin','0003_logentry_add_action_flag_choices','2026-11-28 04:32:45.729095');
INSERT INTO "django_migrations" VALUES(19,'axes','0001_initial','2026-11-28 04:32:45.732164');
INSERT INTO "django_migrations" VALUES(20,'axes','0002_auto_20151217_2044','2026-11-28 04:32:45.771154');
INSERT INTO "django_migrations" VALUES(21,'axes','0003_auto_20160322_0929','2026-11-28 04:32:45.781093');
INSERT INTO "django_migrations" VALUES(22,'axes','0004_auto_20181024_1538','2026-11-28 04:32:45.790201');
INSERT INTO "django_migrations" VALUES(23,'axes','0005_remove_accessattempt_trusted','2026-11-28 04:32:45.795769');
INSERT INTO "django_migrations" VALUES(24,'axes','0006_remove_accesslog_trusted','2026-11-28 04:32:45.800985');
INSERT INTO "django_migrations" VALUES(25,'axes','0007_alter_accessattempt_unique_together','2026-11-28 04:32:45.833022');
INSERT INTO "django_migrations" VALUES(26,'axes','0008_accessfailurelog','2026-11-28 04:32:45.835139');
INSERT INTO "django_migrations" VALUES(27,'axes','0009_add_session_hash','2026-11-28 04:32:45.840489');
INSERT INTO "django_migrations" VALUES(28,'axes','0010_accessattemptexpiration','2026-11-28 04:32:45.842577');
INSERT INTO "django_migrations" VALUES(29,'calendario','0001_initial','2026-11-28 04:32:45.847364');
INSERT INTO "django_migrations" VALUES(30,'calendario','0002_initial','2026-11-28 04:32:45.987847');
INSERT INTO "django_migrations" VALUES(31,'documentos','0001_initial','2026-11-28 04:32:46.142336');
INSERT INTO "django_migrations" VALUES(32,'viewflow','0001_initial','2026-11-28 04:32:46.176759');
INSERT INTO "django_migrations" VALUES(33,'viewflow','0002_fsmchange','2026-11-28 04:32:46.233603');
INSERT INTO "django_migrations" VALUES(34,'viewflow','0003_task_owner_permission_change','2026-11-28 04:32:46.273377');
INSERT INTO "django_migrations" VALUES(35,'viewflow','0004_extend_fields_length','2026-11-28 04:32:46.350376');
INSERT INTO "django_migrations" VALUES(36,'viewflow','0005_rename_flowcls','2026-11-28 04:32:46.358588');
INSERT INTO "django_migrations" VALUES(37,'viewflow','0004_subprocess','2026-11-28 04:32:46.358937');
INSERT INTO "django_migrations" VALUES(38,'viewflow','0005_merge','2026-11-28 04:32:46.359161');
INSERT INTO "django_migrations" VALUES(39,'viewflow','0006_merge','2026-11-28 04:32:46.359417');
INSERT INTO "django_migrations" VALUES(40,'viewflow','0007_owner_permission_obj','2026-11-28 04:32:46.417595');
INSERT INTO "django_migrations" VALUES(41,'viewflow','0006_i18n','2026-11-28 04:32:47.059297');
INSERT INTO "django_migrations" VALUES(42,'viewflow','0008_merge','2026-11-28 04:32:47.060062');
INSERT INTO "django_migrations" VALUES(43,'viewflow','0007_task_assigned','2026-11-28 04:32:47.085157');
INSERT INTO "django_migrations" VALUES(44,'viewflow','0008_jsonfield_and_artifact','2026-11-28 04:32:47.303621');
INSERT INTO "django_migrations" VALUES(45,'viewflow','0009_merge','2026-11-28 04:32:47.303979');
INSERT INTO "django_migrations" VALUES(46,'viewflow','0010_viewflow20','2026-11-28 04:32:47.671186');
INSERT INTO "django_migrations" VALUES(47,'viewflow','0011_alter_task_created_and_more','2026-11-28 04:32:47.715639');
INSERT INTO "django_migrations" VALUES(48,'viewflow','0012_alter_process_data_alter_task_data','2026-11-28 04:32:47.765664');
INSERT INTO "django_migrations" VALUES(49,'viewflow','0013_process_seed_content_type_process_seed_object_id_and_more','2026-11-28 04:32:47.869296');
INSERT INTO "django_migrations" VALUES(50,'viewflow','0014_alter_process_parent_task','2026-11-28 04:32:47.904290');
INSERT INTO "django_migrations" VALUES(51,'viewflow','0015_task_scheduled','2026-11-28 04:32:48.089417');
INSERT INTO "django_migrations" VALUES(52,'flujos','0001_initial','2026-11-28 04:32:49.063626');
INSERT INTO "django_migrations" VALUES(53,'notificaciones','0001_initial','2026-11-28 04:32:49.405763');
INSERT INTO "django_migrations" VALUES(54,'sessions','0001_initial','2026-11-28 04:32:49.408250');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "documentos_documento" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "tipo" varchar(15) NOT NULL, "titulo" varchar(250) NOT NULL, "archivo" varchar(100) NOT NULL, "nombre_original" varchar(250) NOT NULL, "tipo_contenido" varchar(100) NOT NULL, "tamano" bigint unsigned NOT NULL CHECK ("tamano" >= 0), "sha256" varchar(64) NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "subido_en" datetime NOT NULL, "candidatura_id" bigint NULL REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED, "entregable_id" bigint NULL REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, "subido_por_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "documentos_documento" VALUES(1,'proyecto','Informe de marzo','documentos/1/4e/4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973','informe.pdf','application/pdf',1606,'4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973',1,'2024-03-30 16:00:00',NULL,2,1,7);
INSERT INTO "documentos_documento" VALUES(2,'acuse','Acuse OPL/SE/7/2024','documentos/1/84/846bf09a20cf812ab099575d6ab591bdd1d7a2006a1d8757e186098975a6494c','acuse.pdf','application/pdf',1591,'846bf09a20cf812ab099575d6ab591bdd1d7a2006a1d8757e186098975a6494c',1,'2024-04-03 16:00:00',NULL,2,1,5);
INSERT INTO "documentos_documento" VALUES(3,'consentimiento','Consentimiento firmado','documentos/1/a6/a6e264c953bc922bb7d79adf5e16d2c999e800d6cd6b3ba9625c198affce933a','consentimiento.pdf','application/pdf',1595,'a6e264c953bc922bb7d79adf5e16d2c999e800d6cd6b3ba9625c198affce933a',1,'2024-04-04 16:00:00',5,NULL,1,3);
CREATE TABLE "documentos_historicaldocumento" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "tipo" varchar(15) NOT NULL, "titulo" varchar(250) NOT NULL, "archivo" text NOT NULL, "nombre_original" varchar(250) NOT NULL, "tipo_contenido" varchar(100) NOT NULL, "tamano" bigint unsigned NOT NULL CHECK ("tamano" >= 0), "sha256" varchar(64) NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "subido_en" datetime NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "candidatura_id" bigint NULL, "entregable_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL, "subido_por_id" bigint NULL);
INSERT INTO "documentos_historicaldocumento" VALUES(1,'Area De Prueba','proyecto','Informe de marzo','documentos/1/4e/4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973','informe.pdf','application/pdf',1606,'4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973',1,'2024-03-30 16:00:00',1,'2024-03-30 16:00:00','Versión 1 de «Informe de marzo»','+',NULL,2,7,1,7);
INSERT INTO "documentos_historicaldocumento" VALUES(2,'Secretaria Ejecutiva De Prueba','acuse','Acuse OPL/SE/7/2024','documentos/1/84/846bf09a20cf812ab099575d6ab591bdd1d7a2006a1d8757e186098975a6494c','acuse.pdf','application/pdf',1591,'846bf09a20cf812ab099575d6ab591bdd1d7a2006a1d8757e186098975a6494c',1,'2024-04-03 16:00:00',2,'2024-04-03 16:00:00','Versión 1 de «Acuse OPL/SE/7/2024»','+',NULL,2,5,1,5);
INSERT INTO "documentos_historicaldocumento" VALUES(3,'Verificacion De Prueba','consentimiento','Consentimiento firmado','documentos/1/a6/a6e264c953bc922bb7d79adf5e16d2c999e800d6cd6b3ba9625c198affce933a','consentimiento.pdf','application/pdf',1595,'a6e264c953bc922bb7d79adf5e16d2c999e800d6cd6b3ba9625c198affce933a',1,'2024-04-04 16:00:00',3,'2024-04-04 16:00:00','Versión 1 de «Consentimiento firmado»','+',5,NULL,3,1,3);
CREATE TABLE "flujos_asistencia" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "presente" bool NOT NULL, "integracion_id" bigint NOT NULL REFERENCES "compliance_integracion" ("id") DEFERRABLE INITIALLY DEFERRED, "sesion_id" bigint NOT NULL REFERENCES "flujos_sesion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "asistencia_unica" UNIQUE ("sesion_id", "integracion_id"));
INSERT INTO "flujos_asistencia" VALUES(1,1,1,1);
INSERT INTO "flujos_asistencia" VALUES(2,1,2,1);
CREATE TABLE "flujos_decision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "resultado" varchar(20) NOT NULL, "acuerdo" varchar(60) NOT NULL, "observaciones" text NOT NULL, "sha256" varchar(64) NOT NULL, "decidida_en" datetime NOT NULL, "etapa_id" bigint NOT NULL REFERENCES "compliance_etaparuta" ("id") DEFERRABLE INITIALLY DEFERRED, "punto_id" bigint NOT NULL UNIQUE REFERENCES "flujos_puntoorden" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "decision_devuelta_con_texto" CHECK ((NOT ("resultado" = 'devuelto') OR NOT ("observaciones" = ''))));
INSERT INTO "flujos_decision" VALUES(1,'presentado','OPL/CG/9/2024','','4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973','2024-04-01 17:00:00',2,2);
CREATE TABLE "flujos_historicalasistencia" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "presente" bool NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "integracion_id" bigint NULL, "sesion_id" bigint NULL);
INSERT INTO "flujos_historicalasistencia" VALUES(1,'Secretaria Ejecutiva De Prueba',1,1,'2024-04-01 16:00:00','Lista de asistencia','+',5,1,1);
INSERT INTO "flujos_historicalasistencia" VALUES(2,'Secretaria Ejecutiva De Prueba',1,2,'2024-04-01 16:00:00','Lista de asistencia','+',5,2,1);
CREATE TABLE "flujos_historicaldecision" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "resultado" varchar(20) NOT NULL, "acuerdo" varchar(60) NOT NULL, "observaciones" text NOT NULL, "sha256" varchar(64) NOT NULL, "decidida_en" datetime NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "etapa_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "punto_id" bigint NULL);
INSERT INTO "flujos_historicaldecision" VALUES(1,'Secretaria Ejecutiva De Prueba','presentado','OPL/CG/9/2024','','4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973','2024-04-01 17:00:00',1,'2024-04-01 17:00:00','Tenido por presentado en Ordinaria de Consejo','+',2,5,2);
CREATE TABLE "flujos_historicalpuntoorden" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "titulo" varchar(500) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "documento_id" bigint NULL, "entregable_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "sesion_id" bigint NULL);
INSERT INTO "flujos_historicalpuntoorden" VALUES(1,'Secretaria Ejecutiva De Prueba',1,'Lista de asistencia',1,'2024-03-30 18:00:00','Orden del día','+',NULL,NULL,5,1);
INSERT INTO "flujos_historicalpuntoorden" VALUES(2,'Secretaria Ejecutiva De Prueba',2,'11.3 Informe de marzo',2,'2024-03-30 18:00:00','Orden del día','+',1,2,5,1);
CREATE TABLE "flujos_historicalremision" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "oficio" varchar(80) NOT NULL, "remitida_en" datetime NOT NULL, "destinatario" varchar(250) NOT NULL, "copia" varchar(250) NOT NULL, "validada_en" datetime NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "acuse_id" bigint NULL, "entregable_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "flujos_historicalremision" VALUES(1,'Secretaria Ejecutiva De Prueba','OPL/SE/7/2024','2024-04-03 16:00:00','UTVOPL','',NULL,1,'2024-04-03 16:00:00','Remisión OPL/SE/7/2024','+',2,2,5);
CREATE TABLE "flujos_historicalsesion" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "tipo" varchar(15) NOT NULL, "nombre" varchar(200) NOT NULL, "inicia_en" datetime NOT NULL, "convocada_en" datetime NULL, "lugar" varchar(200) NOT NULL, "estado" varchar(10) NOT NULL, "termina_en" datetime NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "organo_id" bigint NULL, "proceso_id" bigint NULL);
INSERT INTO "flujos_historicalsesion" VALUES(1,'Secretaria Ejecutiva De Prueba','ordinaria','','2024-04-01 16:00:00','2024-03-30 18:00:00','','convocada',NULL,1,'2024-03-30 18:00:00','Convocatoria','+',5,1,1);
INSERT INTO "flujos_historicalsesion" VALUES(1,'Secretaria Ejecutiva De Prueba','ordinaria','','2024-04-01 16:00:00','2024-03-30 18:00:00','','instalada',NULL,2,'2024-04-01 16:00:00','Instalación con quórum','~',5,1,1);
INSERT INTO "flujos_historicalsesion" VALUES(1,'Secretaria Ejecutiva De Prueba','ordinaria','','2024-04-01 16:00:00','2024-03-30 18:00:00','','concluida','2024-04-01 18:00:00',3,'2024-04-01 18:00:00','Clausura','~',5,1,1);
CREATE TABLE "flujos_historicalvoto" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "sentido" varchar(10) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "decision_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "integracion_id" bigint NULL);
INSERT INTO "flujos_historicalvoto" VALUES(1,'Secretaria Ejecutiva De Prueba','favor',1,'2024-04-01 17:00:00','Votación','+',1,5,1);
INSERT INTO "flujos_historicalvoto" VALUES(2,'Secretaria Ejecutiva De Prueba','favor',2,'2024-04-01 17:00:00','Votación','+',1,5,2);
CREATE TABLE "flujos_puntoorden" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "orden" smallint unsigned NOT NULL CHECK ("orden" >= 0), "titulo" varchar(500) NOT NULL, "documento_id" bigint NULL REFERENCES "documentos_documento" ("id") DEFERRABLE INITIALLY DEFERRED, "entregable_id" bigint NULL REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED, "sesion_id" bigint NOT NULL REFERENCES "flujos_sesion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "punto_orden_unico" UNIQUE ("sesion_id", "orden"));
INSERT INTO "flujos_puntoorden" VALUES(1,1,'Lista de asistencia',NULL,NULL,1);
INSERT INTO "flujos_puntoorden" VALUES(2,2,'11.3 Informe de marzo',1,2,1);
CREATE TABLE "flujos_remision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "oficio" varchar(80) NOT NULL, "remitida_en" datetime NOT NULL, "destinatario" varchar(250) NOT NULL, "copia" varchar(250) NOT NULL, "validada_en" datetime NULL, "acuse_id" bigint NULL REFERENCES "documentos_documento" ("id") DEFERRABLE INITIALLY DEFERRED, "entregable_id" bigint NOT NULL REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "flujos_remision" VALUES(1,'OPL/SE/7/2024','2024-04-03 16:00:00','UTVOPL','',NULL,2,2);
CREATE TABLE "flujos_sesion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "tipo" varchar(15) NOT NULL, "nombre" varchar(200) NOT NULL, "inicia_en" datetime NOT NULL, "convocada_en" datetime NULL, "lugar" varchar(200) NOT NULL, "estado" varchar(10) NOT NULL, "termina_en" datetime NULL, "organo_id" bigint NOT NULL REFERENCES "compliance_organo" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "flujos_sesion" VALUES(1,'ordinaria','','2024-04-01 16:00:00','2024-03-30 18:00:00','','concluida','2024-04-01 18:00:00',1,1);
CREATE TABLE "flujos_tramiteentregable" ("process_ptr_id" bigint NOT NULL PRIMARY KEY REFERENCES "viewflow_process" ("id") DEFERRABLE INITIALLY DEFERRED, "entregable_id" bigint NOT NULL UNIQUE REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED, "etapa_id" bigint NULL REFERENCES "compliance_etaparuta" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "flujos_tramiteentregable" VALUES(1,2,4);
INSERT INTO "flujos_tramiteentregable" VALUES(2,3,1);
CREATE TABLE "flujos_transicion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verbo" varchar(40) NOT NULL, "de" varchar(20) NOT NULL, "a" varchar(20) NOT NULL, "por_nombre" varchar(200) NOT NULL, "en_suplencia_de" varchar(200) NOT NULL, "en" datetime NOT NULL, "motivo" text NOT NULL, "hechos" text NOT NULL CHECK ((JSON_VALID("hechos") OR "hechos" IS NULL)), "candidatura_id" bigint NULL REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED, "entregable_id" bigint NULL REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED, "por_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "transicion_de_un_solo_objeto" CHECK ((("candidatura_id" IS NOT NULL AND "entregable_id" IS NULL) OR ("candidatura_id" IS NULL AND "entregable_id" IS NOT NULL))));
INSERT INTO "flujos_transicion" VALUES(1,'iniciar','programado','en_elaboracion','Area De Prueba','','2024-03-30 16:00:00','','{"etapa": "elaborar"}',NULL,2,7,1);
INSERT INTO "flujos_transicion" VALUES(2,'presentar','en_elaboracion','en_decision','Area De Prueba','','2024-03-30 16:00:00','','{"etapa": "consejo", "documento": 1, "sha256": "4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973", "version": 1}',NULL,2,7,1);
INSERT INTO "flujos_transicion" VALUES(3,'aprobar','en_decision','por_remitir','Secretaria Ejecutiva De Prueba','','2024-04-01 17:00:00','Tenido por presentado','{"etapa": "remitir", "sesion": 1, "organo": "consejo", "resultado": "presentado", "sha256": "4eaeb18cfbc5439382a15b9103f7fbfa5124f469962511de3c75b0a226d95973", "votos": {"favor": 2, "contra": 0, "abstencion": 0}}',NULL,2,5,1);
INSERT INTO "flujos_transicion" VALUES(4,'remitir','por_remitir','remitido','Secretaria Ejecutiva De Prueba','','2024-04-03 16:00:00','','{"etapa": "validar", "oficio": "OPL/SE/7/2024", "remitida_en": "2024-04-03T10:00:00-06:00"}',NULL,2,5,1);
INSERT INTO "flujos_transicion" VALUES(5,'iniciar','programado','en_elaboracion','Secretaria Tecnica De Prueba','','2024-03-20 16:00:00','','{"etapa": "elaborar"}',NULL,3,6,1);
INSERT INTO "flujos_transicion" VALUES(6,'registrar_evento','','programado','Secretaria Tecnica De Prueba','','2024-04-02 16:00:00','Cambió el encargado','{"evento_el": "2024-04-02", "plantilla": "otro"}',NULL,4,6,1);
INSERT INTO "flujos_transicion" VALUES(7,'registrar','','asignada','Administracion De Prueba','','2024-03-23 02:00:00','','{"aprobada_el": "2024-03-22", "vence": "2024-03-25T23:59:59-06:00", "sustituye_a": null}',1,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(8,'registrar','','asignada','Administracion De Prueba','','2024-03-23 02:00:00','','{"aprobada_el": "2024-03-22", "vence": "2024-03-25T23:59:59-06:00", "sustituye_a": null}',2,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(9,'entregar_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-23 16:00:00','','{"a_tiempo": true, "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la entrega de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',2,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(10,'recibir_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-24 00:00:00','','{"recibidas_en": "2024-03-23T18:00:00-06:00", "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la recepci\u00f3n de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',2,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(11,'aceptar_aviso','asignada','asignada','Representación Partido A','','2024-03-25 17:00:00','','{}',2,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(12,'enviar_captura','asignada','capturada','Representación Partido A','','2024-03-25 18:00:00','','{"vencia": "2024-04-08T05:59:59+00:00", "dias_extemporanea": 0}',2,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(13,'registrar','','asignada','Administracion De Prueba','','2024-03-23 02:00:00','','{"aprobada_el": "2024-03-22", "vence": "2024-03-25T23:59:59-06:00", "sustituye_a": null}',3,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(14,'entregar_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-23 16:00:00','','{"a_tiempo": true, "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la entrega de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',3,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(15,'recibir_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-24 00:00:00','','{"recibidas_en": "2024-03-23T18:00:00-06:00", "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la recepci\u00f3n de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',3,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(16,'aceptar_aviso','asignada','asignada','Representación Partido A','','2024-03-25 17:00:00','','{}',3,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(17,'enviar_captura','asignada','capturada','Representación Partido A','','2024-03-25 18:00:00','','{"vencia": "2024-04-08T05:59:59+00:00", "dias_extemporanea": 0}',3,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(18,'observar','capturada','observada','Verificacion De Prueba','','2024-03-27 16:00:00','','{"observaciones": 1, "vence": "2024-04-01T23:59:59-06:00", "plazo": "Vence el lunes 1 de abril de 2024 a las 23:59: 5 d\u00edas naturales contados desde el d\u00eda siguiente a la notificaci\u00f3n de las observaciones (mi\u00e9rcoles 27 de marzo de 2024)."}',3,NULL,3,1);
INSERT INTO "flujos_transicion" VALUES(19,'registrar','','asignada','Administracion De Prueba','','2024-03-23 02:00:00','','{"aprobada_el": "2024-03-22", "vence": "2024-03-25T23:59:59-06:00", "sustituye_a": null}',4,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(20,'entregar_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-23 16:00:00','','{"a_tiempo": true, "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la entrega de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',4,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(21,'recibir_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-24 00:00:00','','{"recibidas_en": "2024-03-23T18:00:00-06:00", "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la recepci\u00f3n de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',4,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(22,'aceptar_aviso','asignada','asignada','Representación Partido A','','2024-03-25 17:00:00','','{}',4,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(23,'enviar_captura','asignada','capturada','Representación Partido A','','2024-03-25 18:00:00','','{"vencia": "2024-04-08T05:59:59+00:00", "dias_extemporanea": 0}',4,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(24,'autorizar','capturada','capturada','Representación Partido A','','2024-03-26 16:00:00','','{}',4,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(25,'validar','capturada','validada','Verificacion De Prueba','','2024-03-27 16:00:00','','{}',4,NULL,3,1);
INSERT INTO "flujos_transicion" VALUES(26,'registrar','','asignada','Administracion De Prueba','','2024-03-23 02:00:00','','{"aprobada_el": "2024-03-22", "vence": "2024-03-25T23:59:59-06:00", "sustituye_a": null}',5,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(27,'entregar_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-23 16:00:00','','{"a_tiempo": true, "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la entrega de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',5,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(28,'recibir_cuentas','asignada','asignada','Administracion De Prueba','','2024-03-24 00:00:00','','{"recibidas_en": "2024-03-23T18:00:00-06:00", "vence": "2024-04-07T23:59:59-06:00", "plazo": "Vence el domingo 7 de abril de 2024 a las 23:59: 15 d\u00edas naturales contados desde el d\u00eda siguiente a la recepci\u00f3n de las cuentas (s\u00e1bado 23 de marzo de 2024) (fundamento: Lineamientos, art. 16, inciso f)."}',5,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(29,'aceptar_aviso','asignada','asignada','Representación Partido A','','2024-03-25 17:00:00','','{}',5,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(30,'enviar_captura','asignada','capturada','Representación Partido A','','2024-03-25 18:00:00','','{"vencia": "2024-04-08T05:59:59+00:00", "dias_extemporanea": 0}',5,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(31,'autorizar','capturada','capturada','Representación Partido A','','2024-03-26 16:00:00','','{}',5,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(32,'validar','capturada','validada','Verificacion De Prueba','','2024-03-27 16:00:00','','{}',5,NULL,3,1);
INSERT INTO "flujos_transicion" VALUES(33,'publicar','validada','publicada','Verificacion De Prueba','','2024-04-03 16:00:00','','{"orden_autorizacion": "ambas", "autorizada_en": "2024-03-26T16:00:00+00:00", "validada_en": "2024-03-27T16:00:00+00:00"}',5,NULL,3,1);
INSERT INTO "flujos_transicion" VALUES(34,'otorgar_consentimiento','publicada','publicada','Verificacion De Prueba','','2024-04-04 16:00:00','','{"finalidad": "publicacion", "documento": "Consentimiento firmado"}',5,NULL,3,1);
INSERT INTO "flujos_transicion" VALUES(35,'otorgar_consentimiento','publicada','publicada','Verificacion De Prueba','','2024-04-04 16:00:00','','{"finalidad": "estadistica", "documento": "Consentimiento firmado"}',5,NULL,3,1);
INSERT INTO "flujos_transicion" VALUES(36,'revocar_consentimiento','publicada','publicada','Verificacion De Prueba','','2024-04-05 16:00:00','','{"finalidad": "estadistica"}',5,NULL,3,1);
INSERT INTO "flujos_transicion" VALUES(37,'solicitar_modificacion','publicada','publicada','Representación Partido A','','2024-04-05 16:00:00','Precisión','{"campos": ["propuesta_2"]}',5,NULL,8,1);
INSERT INTO "flujos_transicion" VALUES(38,'registrar','','asignada','Administracion De Prueba','','2024-03-23 02:00:00','','{"aprobada_el": "2024-03-22", "vence": "2024-03-25T23:59:59-06:00", "sustituye_a": null}',6,NULL,1,1);
INSERT INTO "flujos_transicion" VALUES(39,'retirar','asignada','retirada','Secretaria Tecnica De Prueba','','2024-04-02 16:00:00','','{"motivo": "renuncia", "documento": "R/1"}',6,NULL,6,1);
CREATE TABLE "flujos_voto" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sentido" varchar(10) NOT NULL, "decision_id" bigint NOT NULL REFERENCES "flujos_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "integracion_id" bigint NOT NULL REFERENCES "compliance_integracion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "voto_unico" UNIQUE ("decision_id", "integracion_id"));
INSERT INTO "flujos_voto" VALUES(1,'favor',1,1);
INSERT INTO "flujos_voto" VALUES(2,'favor',1,2);
CREATE TABLE "notificaciones_aviso" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "grupo" varchar(200) NOT NULL, "llave" varchar(480) NOT NULL UNIQUE, "destinatario_nombre" varchar(250) NOT NULL, "destinatario_correo" varchar(254) NOT NULL, "asunto" varchar(200) NOT NULL, "texto" text NOT NULL, "motivo" varchar(300) NOT NULL, "creado_en" datetime NOT NULL, "estado" varchar(10) NOT NULL, "intentos" smallint unsigned NOT NULL CHECK ("intentos" >= 0), "siguiente_en" datetime NOT NULL, "tomado_en" datetime NULL, "enviado_en" datetime NULL, "mensaje_id" varchar(200) NOT NULL, "posible_duplicado" bool NOT NULL, "error" text NOT NULL, "actor_id" bigint NULL REFERENCES "compliance_actorpolitico" ("id") DEFERRABLE INITIALLY DEFERRED, "area_id" bigint NULL REFERENCES "compliance_area" ("id") DEFERRABLE INITIALLY DEFERRED, "entregable_id" bigint NULL REFERENCES "compliance_entregable" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, "escalon_id" bigint NOT NULL REFERENCES "notificaciones_escalon" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "notificaciones_aviso" VALUES(1,'entregable-area-1-despues|entregable:3|2024-03-22','entregable-area-1-despues|entregable:3|2024-03-22|secretaria_tecnica@demo.invalid','Secretaria Tecnica De Prueba','secretaria_tecnica@demo.invalid','Vencido: 11.7 Listado de gubernatura','El entregable 11.7, «Listado de gubernatura», a cargo de , venció hace 14 días y sigue sin presentarse.

Producto: 
Obligación pendiente: aprobación
Fecha límite: viernes 22 de marzo de 2024

Preséntelo cuanto antes; el registro mostrará los días de retraso:
http://127.0.0.1:8000/p/opl-2024/entregables/3/','Entregable por elaborar: venció hace 14 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<091e45a3db92985f72f1b7e695374f2f@cauce.invalid>',0,'',NULL,NULL,3,1,6);
INSERT INTO "notificaciones_aviso" VALUES(2,'entregable-comision-1-despues|entregable:3|2024-03-22','entregable-comision-1-despues|entregable:3|2024-03-22|','Comisión','','Vencido: 11.7 Listado de gubernatura','El entregable 11.7, «Listado de gubernatura», venció hace 14 días sin que el área  lo haya presentado.

Obligación pendiente: aprobación
Fecha límite: viernes 22 de marzo de 2024

http://127.0.0.1:8000/p/opl-2024/entregables/3/','Entregable por elaborar: venció hace 14 días','2024-04-05 17:00:00','omitido',0,'2024-04-05 17:00:00',NULL,NULL,'',0,'No hay correo registrado para este destinatario.',NULL,NULL,3,1,9);
INSERT INTO "notificaciones_aviso" VALUES(3,'entregable-secretaria-tecnica-1-despues|entregable:3|2024-03-22','entregable-secretaria-tecnica-1-despues|entregable:3|2024-03-22|secretaria_tecnica@demo.invalid','Secretaria Tecnica De Prueba','secretaria_tecnica@demo.invalid','Sin presentar, venció hace 14 días: 11.7 Listado de gubernatura','El área  aún no presenta el entregable 11.7, «Listado de gubernatura».

Obligación pendiente: aprobación
Fecha límite: viernes 22 de marzo de 2024 (venció hace 14 días)

http://127.0.0.1:8000/p/opl-2024/entregables/3/','Entregable por elaborar: venció hace 14 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<091e45a3db92985f72f1b7e695374f2f@cauce.invalid>',0,'',NULL,NULL,3,1,8);
INSERT INTO "notificaciones_aviso" VALUES(4,'entregable-area-3-antes|entregable:4|2024-04-07','entregable-area-3-antes|entregable:4|2024-04-07|secretaria_tecnica@demo.invalid','Secretaria Tecnica De Prueba','secretaria_tecnica@demo.invalid','11 Otro documento: Cambió el encargado: faltan 2 días','El área  tiene a su cargo el entregable 11, «Otro documento: Cambió el encargado».

Producto: 
Obligación pendiente: remisión
Fecha límite: domingo 7 de abril de 2024 (faltan 2 días)

Consulte su estado y presente el documento en:
http://127.0.0.1:8000/p/opl-2024/entregables/4/','Entregable por elaborar: faltan 2 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<091e45a3db92985f72f1b7e695374f2f@cauce.invalid>',0,'',NULL,NULL,4,1,3);
INSERT INTO "notificaciones_aviso" VALUES(5,'entregable-secretaria-tecnica-3-antes|entregable:4|2024-04-07','entregable-secretaria-tecnica-3-antes|entregable:4|2024-04-07|secretaria_tecnica@demo.invalid','Secretaria Tecnica De Prueba','secretaria_tecnica@demo.invalid','Sin presentar, faltan 2 días: 11 Otro documento: Cambió el encargado','El área  aún no presenta el entregable 11, «Otro documento: Cambió el encargado».

Obligación pendiente: remisión
Fecha límite: domingo 7 de abril de 2024 (faltan 2 días)

http://127.0.0.1:8000/p/opl-2024/entregables/4/','Entregable por elaborar: faltan 2 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<091e45a3db92985f72f1b7e695374f2f@cauce.invalid>',0,'',NULL,NULL,4,1,7);
INSERT INTO "notificaciones_aviso" VALUES(6,'cuentas-secretaria-tecnica-1-despues|proceso:1|2024-03-25','cuentas-secretaria-tecnica-1-despues|proceso:1|2024-03-25|secretaria_tecnica@demo.invalid','Secretaria Tecnica De Prueba','secretaria_tecnica@demo.invalid','Entrega de cuentas vencida: 1 candidatura','El plazo para entregar las cuentas de acceso de 1 candidatura venció hace 11 días.

Fecha límite: lunes 25 de marzo de 2024

- Amalia Asignada Uno, Gubernatura, Morelos (propietaria)

http://127.0.0.1:8000/p/opl-2024/candidaturas/','Entrega de cuentas: venció hace 11 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<091e45a3db92985f72f1b7e695374f2f@cauce.invalid>',0,'',NULL,NULL,NULL,1,24);
INSERT INTO "notificaciones_aviso" VALUES(7,'observacion-candidatura-1-despues|candidatura:3|2024-04-01','observacion-candidatura-1-despues|candidatura:3|2024-04-01|persona-3@example.com','Carmen Observada Tres','persona-3@example.com','Venció el plazo para atender las observaciones a sus cuestionarios de «Conóceles»','El plazo para atender las observaciones a los cuestionarios de su candidatura venció hace 4 días:

- Carmen Observada Tres, Gubernatura, Morelos (propietaria)

Fecha límite: lunes 1 de abril de 2024

Sin atenderlas no puede publicarse. Consúltelas en:
http://127.0.0.1:8000/p/opl-2024/captura/','Respuesta a observaciones: venció hace 4 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<27f0af6c243efc37bbb064066ac49c6f@cauce.invalid>',0,'',NULL,NULL,NULL,1,40);
INSERT INTO "notificaciones_aviso" VALUES(8,'observacion-partido-1-despues|actor:1|2024-04-01','observacion-partido-1-despues|actor:1|2024-04-01|partido@demo.invalid','Representación Partido A','partido@demo.invalid','Observaciones sin atender de Partido A: venció hace 4 días (1 candidatura)','El plazo para atender las observaciones venció hace 4 días. De Partido A siguen sin respuesta las de 1 candidatura.

Fecha límite: lunes 1 de abril de 2024

- Carmen Observada Tres, Gubernatura, Morelos (propietaria)

http://127.0.0.1:8000/p/opl-2024/candidaturas/','Respuesta a observaciones: venció hace 4 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<706c994d2ec84978b1be282e82732a72@cauce.invalid>',0,'',1,NULL,NULL,1,37);
INSERT INTO "notificaciones_aviso" VALUES(9,'observacion-verificacion-1-despues|proceso:1|2024-04-01','observacion-verificacion-1-despues|proceso:1|2024-04-01|verificacion@demo.invalid','Verificacion De Prueba','verificacion@demo.invalid','Observaciones sin respuesta: 1 candidatura','El plazo para responder las observaciones de 1 candidatura venció hace 4 días.

Fecha límite: lunes 1 de abril de 2024

- Carmen Observada Tres, Gubernatura, Morelos (propietaria)

http://127.0.0.1:8000/p/opl-2024/candidaturas/','Respuesta a observaciones: venció hace 4 días','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<6834e67f7e65cb4dd3e748abc2e8f931@cauce.invalid>',0,'',NULL,NULL,NULL,1,41);
INSERT INTO "notificaciones_aviso" VALUES(10,'candidatura-candidatura-publicar|candidatura:5|t:33','candidatura-candidatura-publicar|candidatura:5|t:33|persona-5@example.com','Elena Publicada Cinco','persona-5@example.com','Su candidatura ya está publicada en «Conóceles»','Su candidatura ya puede consultarse en el sitio «Candidatas y Candidatos, Conóceles»:

- Elena Publicada Cinco, Gubernatura, Morelos (propietaria)

http://127.0.0.1:8000/p/opl-2024/captura/','Se registró «publicar» el mié 3 abr 2024, 10:00','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<65228715eee63118fcc5efb1c820349f@cauce.invalid>',0,'',NULL,NULL,NULL,1,51);
INSERT INTO "notificaciones_aviso" VALUES(11,'candidatura-partido-publicar|actor:1|t:33','candidatura-partido-publicar|actor:1|t:33|partido@demo.invalid','Representación Partido A','partido@demo.invalid','Publicación en «Conóceles» de Partido A: 1 candidatura','Ya puede consultarse en el sitio «Candidatas y Candidatos, Conóceles» la información de 1 candidatura de Partido A:

- Elena Publicada Cinco, Gubernatura, Morelos (propietaria)

http://127.0.0.1:8000/p/opl-2024/candidaturas/','Se registró «publicar» el mié 3 abr 2024, 10:00','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<706c994d2ec84978b1be282e82732a72@cauce.invalid>',0,'',1,NULL,NULL,1,50);
INSERT INTO "notificaciones_aviso" VALUES(12,'candidatura-verificacion-solicitar-modificacion|proceso:1|t:37','candidatura-verificacion-solicitar-modificacion|proceso:1|t:37|verificacion@demo.invalid','Verificacion De Prueba','verificacion@demo.invalid','Solicitud de modificación por resolver: 1 candidatura','Se solicitó modificar la información publicada de 1 candidatura. Nada cambia en el sitio hasta que se resuelva:

- Elena Publicada Cinco, Gubernatura, Morelos (propietaria)

http://127.0.0.1:8000/p/opl-2024/candidaturas/','Se registró «solicitar modificacion» el vie 5 abr 2024, 10:00','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<6834e67f7e65cb4dd3e748abc2e8f931@cauce.invalid>',0,'',NULL,NULL,NULL,1,53);
INSERT INTO "notificaciones_aviso" VALUES(13,'candidatura-partido-retirar|actor:1|t:39','candidatura-partido-retirar|actor:1|t:39|partido@demo.invalid','Representación Partido A','partido@demo.invalid','Retiro de Partido A: 1 candidatura','Se retiró del sistema 1 candidatura de Partido A; su información ya no aparece en el sitio público:

- Flor Retirada Seis, Gubernatura, Morelos (propietaria)

http://127.0.0.1:8000/p/opl-2024/candidaturas/','Se registró «retirar» el mar 2 abr 2024, 10:00','2024-04-05 17:00:00','enviado',1,'2024-04-05 17:00:00','2024-04-05 17:00:00','2024-04-05 17:00:00','<706c994d2ec84978b1be282e82732a72@cauce.invalid>',0,'',1,NULL,NULL,1,52);
CREATE TABLE "notificaciones_aviso_candidaturas" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "aviso_id" bigint NOT NULL REFERENCES "notificaciones_aviso" ("id") DEFERRABLE INITIALLY DEFERRED, "candidatura_id" bigint NOT NULL REFERENCES "compliance_candidatura" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(1,13,6);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(2,12,5);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(3,11,5);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(4,10,5);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(5,9,3);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(6,8,3);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(7,7,3);
INSERT INTO "notificaciones_aviso_candidaturas" VALUES(8,6,1);
CREATE TABLE "notificaciones_aviso_transiciones" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "aviso_id" bigint NOT NULL REFERENCES "notificaciones_aviso" ("id") DEFERRABLE INITIALLY DEFERRED, "transicion_id" bigint NOT NULL REFERENCES "flujos_transicion" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "notificaciones_aviso_transiciones" VALUES(1,13,39);
INSERT INTO "notificaciones_aviso_transiciones" VALUES(2,12,37);
INSERT INTO "notificaciones_aviso_transiciones" VALUES(3,11,33);
INSERT INTO "notificaciones_aviso_transiciones" VALUES(4,10,33);
CREATE TABLE "notificaciones_escalon" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clave" varchar(80) NOT NULL, "objeto" varchar(12) NOT NULL, "destinatario" varchar(20) NOT NULL, "dias" smallint NULL, "verbo" varchar(40) NOT NULL, "asunto" varchar(200) NOT NULL, "texto" text NOT NULL, "activo" bool NOT NULL, "proceso_id" bigint NOT NULL REFERENCES "compliance_proceso" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "escalon_clave_unica" UNIQUE ("proceso_id", "clave"), CONSTRAINT "escalon_por_fecha_o_por_hecho" CHECK ((("dias" IS NOT NULL AND "verbo" = '') OR ("dias" IS NULL AND NOT ("verbo" = '')))));
INSERT INTO "notificaciones_escalon" VALUES(1,'entregable-area-15-antes','entregable','area',15,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(2,'entregable-area-7-antes','entregable','area',7,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(3,'entregable-area-3-antes','entregable','area',3,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(4,'entregable-area-1-antes','entregable','area',1,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(5,'entregable-area-0-antes','entregable','area',0,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(6,'entregable-area-1-despues','entregable','area',-1,'','Vencido: {clave} {nombre}','El entregable {clave}, «{nombre}», a cargo de {area}, {faltan} y sigue sin presentarse.

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence}

Preséntelo cuanto antes; el registro mostrará los días de retraso:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(7,'entregable-secretaria-tecnica-3-antes','entregable','secretaria_tecnica',3,'','Sin presentar, {faltan}: {clave} {nombre}','El área {area} aún no presenta el entregable {clave}, «{nombre}».

Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(8,'entregable-secretaria-tecnica-1-despues','entregable','secretaria_tecnica',-1,'','Sin presentar, {faltan}: {clave} {nombre}','El área {area} aún no presenta el entregable {clave}, «{nombre}».

Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(9,'entregable-comision-1-despues','entregable','comision',-1,'','Vencido: {clave} {nombre}','El entregable {clave}, «{nombre}», {faltan} sin que el área {area} lo haya presentado.

Obligación pendiente: {obligacion}
Fecha límite: {vence}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(10,'decision-secretaria-tecnica-7-antes','decision','secretaria_tecnica',7,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(11,'decision-secretaria-tecnica-3-antes','decision','secretaria_tecnica',3,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(12,'decision-secretaria-tecnica-1-antes','decision','secretaria_tecnica',1,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(13,'decision-secretaria-tecnica-0-antes','decision','secretaria_tecnica',0,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(14,'decision-secretaria-tecnica-1-despues','decision','secretaria_tecnica',-1,'','Vencido sin decisión: {clave} {nombre}','El entregable {clave}, «{nombre}», {faltan} y todavía espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(15,'decision-comision-1-despues','decision','comision',-1,'','Vencido sin decisión: {clave} {nombre}','El entregable {clave}, «{nombre}», {faltan} y todavía espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(16,'remision-secretaria-ejecutiva-3-antes','remision','secretaria_ejecutiva',3,'','Por remitir al INE, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», está listo para remitirse al INE por SIVOPLE.

Fecha límite de {obligacion}: {vence} ({faltan})

Después de remitirlo, registre el oficio y el acuse en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(17,'remision-secretaria-ejecutiva-1-antes','remision','secretaria_ejecutiva',1,'','Por remitir al INE, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», está listo para remitirse al INE por SIVOPLE.

Fecha límite de {obligacion}: {vence} ({faltan})

Después de remitirlo, registre el oficio y el acuse en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(18,'remision-secretaria-ejecutiva-0-antes','remision','secretaria_ejecutiva',0,'','Por remitir al INE, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», está listo para remitirse al INE por SIVOPLE.

Fecha límite de {obligacion}: {vence} ({faltan})

Después de remitirlo, registre el oficio y el acuse en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(19,'remision-secretaria-ejecutiva-1-despues','remision','secretaria_ejecutiva',-1,'','Remisión vencida: {clave} {nombre}','La remisión al INE del entregable {clave}, «{nombre}», {faltan}.

Fecha límite: {vence}

Remítalo cuanto antes y registre el oficio y el acuse en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(20,'remision-secretaria-tecnica-1-despues','remision','secretaria_tecnica',-1,'','Remisión vencida: {clave} {nombre}','La remisión al INE del entregable {clave}, «{nombre}», {faltan}.

Fecha límite: {vence}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(21,'remision-comision-1-despues','remision','comision',-1,'','Remisión vencida: {clave} {nombre}','La remisión al INE del entregable {clave}, «{nombre}», {faltan}.

Fecha límite: {vence}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(22,'cuentas-secretaria-tecnica-1-antes','cuentas','secretaria_tecnica',1,'','Cuentas de acceso por entregar: {faltan} ({total})','Faltan por entregar las cuentas de acceso de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(23,'cuentas-secretaria-tecnica-0-antes','cuentas','secretaria_tecnica',0,'','Cuentas de acceso por entregar: {faltan} ({total})','Faltan por entregar las cuentas de acceso de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(24,'cuentas-secretaria-tecnica-1-despues','cuentas','secretaria_tecnica',-1,'','Entrega de cuentas vencida: {total}','El plazo para entregar las cuentas de acceso de {total} {faltan}.

Fecha límite: {vence}

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(25,'captura-partido-7-antes','captura','partido',7,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(26,'captura-partido-3-antes','captura','partido',3,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(27,'captura-partido-1-antes','captura','partido',1,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(28,'captura-partido-0-antes','captura','partido',0,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(29,'captura-partido-1-despues','captura','partido',-1,'','Plazo de captura vencido de {actor}: {total}','El plazo de captura de los cuestionarios {faltan}. De {actor} no se recibieron los de {total}.

Fecha límite: {vence}

{candidaturas}

Todavía puede capturar hasta el día de la jornada electoral ({jornada}); la captura quedará registrada como extemporánea, con sus días de retraso:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(30,'captura-candidatura-7-antes','captura','candidatura',7,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(31,'captura-candidatura-3-antes','captura','candidatura',3,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(32,'captura-candidatura-1-antes','captura','candidatura',1,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(33,'captura-candidatura-0-antes','captura','candidatura',0,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(34,'captura-candidatura-1-despues','captura','candidatura',-1,'','Venció el plazo para enviar sus cuestionarios de «Conóceles»','El plazo para enviar los cuestionarios de su candidatura {faltan}:

{candidaturas}

Fecha límite: {vence}

Todavía puede capturar hasta el día de la jornada electoral ({jornada}); la captura quedará registrada como extemporánea, con sus días de retraso:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(35,'observacion-partido-2-antes','observacion','partido',2,'','Observaciones por atender de {actor}: {faltan} ({total})','De {actor} hay observaciones por atender en {total}.

Fecha límite para responder: {vence} ({faltan})

{candidaturas}

Consulte las observaciones y responda en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(36,'observacion-partido-0-antes','observacion','partido',0,'','Observaciones por atender de {actor}: {faltan} ({total})','De {actor} hay observaciones por atender en {total}.

Fecha límite para responder: {vence} ({faltan})

{candidaturas}

Consulte las observaciones y responda en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(37,'observacion-partido-1-despues','observacion','partido',-1,'','Observaciones sin atender de {actor}: {faltan} ({total})','El plazo para atender las observaciones {faltan}. De {actor} siguen sin respuesta las de {total}.

Fecha límite: {vence}

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(38,'observacion-candidatura-2-antes','observacion','candidatura',2,'','Observaciones a sus cuestionarios de «Conóceles»: {faltan}','Los cuestionarios de su candidatura tienen observaciones por atender:

{candidaturas}

Fecha límite para responder: {vence} ({faltan})

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(39,'observacion-candidatura-0-antes','observacion','candidatura',0,'','Observaciones a sus cuestionarios de «Conóceles»: {faltan}','Los cuestionarios de su candidatura tienen observaciones por atender:

{candidaturas}

Fecha límite para responder: {vence} ({faltan})

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(40,'observacion-candidatura-1-despues','observacion','candidatura',-1,'','Venció el plazo para atender las observaciones a sus cuestionarios de «Conóceles»','El plazo para atender las observaciones a los cuestionarios de su candidatura {faltan}:

{candidaturas}

Fecha límite: {vence}

Sin atenderlas no puede publicarse. Consúltelas en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(41,'observacion-verificacion-1-despues','observacion','verificacion',-1,'','Observaciones sin respuesta: {total}','El plazo para responder las observaciones de {total} {faltan}.

Fecha límite: {vence}

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(42,'entregable-area-devolver','entregable','area',NULL,'devolver','Devuelto con observaciones: {clave} {nombre}','El entregable {clave}, «{nombre}», regresó al área {area} con observaciones:

{motivo}

Fecha límite de {obligacion}: {vence}

Atiéndalas y preséntelo de nuevo en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(43,'remision-secretaria-ejecutiva-aprobar','remision','secretaria_ejecutiva',NULL,'aprobar','Aprobado: {clave} {nombre}','El órgano competente aprobó el entregable {clave}, «{nombre}»; sigue remitirlo al INE.

Fecha límite: {vence}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(44,'concluido-comision-validar','concluido','comision',NULL,'validar','Validado por el INE: {clave} {nombre}','El INE validó la remisión del entregable {clave}, «{nombre}».

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(45,'candidatura-partido-entregar-cuentas','candidatura','partido',NULL,'entregar_cuentas','Cuentas de acceso entregadas de {actor}: {total}','Se entregaron las cuentas de acceso de {total} de {actor}. El plazo de captura está corriendo:

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(46,'candidatura-candidatura-entregar-cuentas','candidatura','candidatura',NULL,'entregar_cuentas','Ya puede capturar sus cuestionarios de «Conóceles»','Su cuenta de acceso está lista y el plazo de captura está corriendo:

{candidaturas}

Entre y capture sus cuestionarios curricular y de identidad en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(47,'candidatura-partido-observar','candidatura','partido',NULL,'observar','Observaciones nuevas de {actor}: {total}','La verificación hizo observaciones a {total} de {actor}:

{candidaturas}

Consúltelas y respóndalas en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(48,'candidatura-candidatura-observar','candidatura','candidatura',NULL,'observar','Sus cuestionarios de «Conóceles» tienen observaciones','La verificación hizo observaciones a los cuestionarios de su candidatura:

{candidaturas}

Consúltelas y respóndalas en:
{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(49,'candidatura-partido-validar','candidatura','partido',NULL,'validar','Validación de {actor}: {total}','La verificación validó {total} de {actor}. Si falta su autorización para publicar, puede darla ya:

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(50,'candidatura-partido-publicar','candidatura','partido',NULL,'publicar','Publicación en «Conóceles» de {actor}: {total}','Ya puede consultarse en el sitio «Candidatas y Candidatos, Conóceles» la información de {total} de {actor}:

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(51,'candidatura-candidatura-publicar','candidatura','candidatura',NULL,'publicar','Su candidatura ya está publicada en «Conóceles»','Su candidatura ya puede consultarse en el sitio «Candidatas y Candidatos, Conóceles»:

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(52,'candidatura-partido-retirar','candidatura','partido',NULL,'retirar','Retiro de {actor}: {total}','Se retiró del sistema {total} de {actor}; su información ya no aparece en el sitio público:

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(53,'candidatura-verificacion-solicitar-modificacion','candidatura','verificacion',NULL,'solicitar_modificacion','Solicitud de modificación por resolver: {total}','Se solicitó modificar la información publicada de {total}. Nada cambia en el sitio hasta que se resuelva:

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(54,'candidatura-partido-aplicar-modificacion','candidatura','partido',NULL,'aplicar_modificacion','Modificación aprobada de {actor}: {total}','Se aprobó la modificación de {total} de {actor}. La información vuelve a verificación antes de publicarse:

{candidaturas}

{enlace}',1,1);
INSERT INTO "notificaciones_escalon" VALUES(55,'candidatura-partido-rechazar-modificacion','candidatura','partido',NULL,'rechazar_modificacion','Modificación rechazada de {actor}: {total}','No se aprobó la modificación solicitada para {total} de {actor}. Consulte las razones en cada registro:

{candidaturas}

{enlace}',1,1);
CREATE TABLE "notificaciones_historicalescalon" ("id" bigint NOT NULL, "autor" varchar(200) NOT NULL, "clave" varchar(80) NOT NULL, "objeto" varchar(12) NOT NULL, "destinatario" varchar(20) NOT NULL, "dias" smallint NULL, "verbo" varchar(40) NOT NULL, "asunto" varchar(200) NOT NULL, "texto" text NOT NULL, "activo" bool NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" text NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "proceso_id" bigint NULL);
INSERT INTO "notificaciones_historicalescalon" VALUES(1,'','entregable-area-15-antes','entregable','area',15,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,1,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(2,'','entregable-area-7-antes','entregable','area',7,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,2,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(3,'','entregable-area-3-antes','entregable','area',3,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,3,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(4,'','entregable-area-1-antes','entregable','area',1,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,4,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(5,'','entregable-area-0-antes','entregable','area',0,'','{clave} {nombre}: {faltan}','El área {area} tiene a su cargo el entregable {clave}, «{nombre}».

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

Consulte su estado y presente el documento en:
{enlace}',1,5,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(6,'','entregable-area-1-despues','entregable','area',-1,'','Vencido: {clave} {nombre}','El entregable {clave}, «{nombre}», a cargo de {area}, {faltan} y sigue sin presentarse.

Producto: {producto}
Obligación pendiente: {obligacion}
Fecha límite: {vence}

Preséntelo cuanto antes; el registro mostrará los días de retraso:
{enlace}',1,6,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(7,'','entregable-secretaria-tecnica-3-antes','entregable','secretaria_tecnica',3,'','Sin presentar, {faltan}: {clave} {nombre}','El área {area} aún no presenta el entregable {clave}, «{nombre}».

Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

{enlace}',1,7,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(8,'','entregable-secretaria-tecnica-1-despues','entregable','secretaria_tecnica',-1,'','Sin presentar, {faltan}: {clave} {nombre}','El área {area} aún no presenta el entregable {clave}, «{nombre}».

Obligación pendiente: {obligacion}
Fecha límite: {vence} ({faltan})

{enlace}',1,8,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(9,'','entregable-comision-1-despues','entregable','comision',-1,'','Vencido: {clave} {nombre}','El entregable {clave}, «{nombre}», {faltan} sin que el área {area} lo haya presentado.

Obligación pendiente: {obligacion}
Fecha límite: {vence}

{enlace}',1,9,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(10,'','decision-secretaria-tecnica-7-antes','decision','secretaria_tecnica',7,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,10,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(11,'','decision-secretaria-tecnica-3-antes','decision','secretaria_tecnica',3,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,11,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(12,'','decision-secretaria-tecnica-1-antes','decision','secretaria_tecnica',1,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,12,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(13,'','decision-secretaria-tecnica-0-antes','decision','secretaria_tecnica',0,'','Por sesionar, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence} ({faltan})

Verifique que esté en el orden del día de una sesión anterior a esa fecha:
{enlace}',1,13,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(14,'','decision-secretaria-tecnica-1-despues','decision','secretaria_tecnica',-1,'','Vencido sin decisión: {clave} {nombre}','El entregable {clave}, «{nombre}», {faltan} y todavía espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence}

{enlace}',1,14,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(15,'','decision-comision-1-despues','decision','comision',-1,'','Vencido sin decisión: {clave} {nombre}','El entregable {clave}, «{nombre}», {faltan} y todavía espera la decisión de un órgano.

Fecha límite de {obligacion}: {vence}

{enlace}',1,15,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(16,'','remision-secretaria-ejecutiva-3-antes','remision','secretaria_ejecutiva',3,'','Por remitir al INE, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», está listo para remitirse al INE por SIVOPLE.

Fecha límite de {obligacion}: {vence} ({faltan})

Después de remitirlo, registre el oficio y el acuse en:
{enlace}',1,16,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(17,'','remision-secretaria-ejecutiva-1-antes','remision','secretaria_ejecutiva',1,'','Por remitir al INE, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», está listo para remitirse al INE por SIVOPLE.

Fecha límite de {obligacion}: {vence} ({faltan})

Después de remitirlo, registre el oficio y el acuse en:
{enlace}',1,17,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(18,'','remision-secretaria-ejecutiva-0-antes','remision','secretaria_ejecutiva',0,'','Por remitir al INE, {faltan}: {clave} {nombre}','El entregable {clave}, «{nombre}», está listo para remitirse al INE por SIVOPLE.

Fecha límite de {obligacion}: {vence} ({faltan})

Después de remitirlo, registre el oficio y el acuse en:
{enlace}',1,18,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(19,'','remision-secretaria-ejecutiva-1-despues','remision','secretaria_ejecutiva',-1,'','Remisión vencida: {clave} {nombre}','La remisión al INE del entregable {clave}, «{nombre}», {faltan}.

Fecha límite: {vence}

Remítalo cuanto antes y registre el oficio y el acuse en:
{enlace}',1,19,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(20,'','remision-secretaria-tecnica-1-despues','remision','secretaria_tecnica',-1,'','Remisión vencida: {clave} {nombre}','La remisión al INE del entregable {clave}, «{nombre}», {faltan}.

Fecha límite: {vence}

{enlace}',1,20,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(21,'','remision-comision-1-despues','remision','comision',-1,'','Remisión vencida: {clave} {nombre}','La remisión al INE del entregable {clave}, «{nombre}», {faltan}.

Fecha límite: {vence}

{enlace}',1,21,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(22,'','cuentas-secretaria-tecnica-1-antes','cuentas','secretaria_tecnica',1,'','Cuentas de acceso por entregar: {faltan} ({total})','Faltan por entregar las cuentas de acceso de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

{enlace}',1,22,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(23,'','cuentas-secretaria-tecnica-0-antes','cuentas','secretaria_tecnica',0,'','Cuentas de acceso por entregar: {faltan} ({total})','Faltan por entregar las cuentas de acceso de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

{enlace}',1,23,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(24,'','cuentas-secretaria-tecnica-1-despues','cuentas','secretaria_tecnica',-1,'','Entrega de cuentas vencida: {total}','El plazo para entregar las cuentas de acceso de {total} {faltan}.

Fecha límite: {vence}

{candidaturas}

{enlace}',1,24,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(25,'','captura-partido-7-antes','captura','partido',7,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,25,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(26,'','captura-partido-3-antes','captura','partido',3,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,26,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(27,'','captura-partido-1-antes','captura','partido',1,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,27,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(28,'','captura-partido-0-antes','captura','partido',0,'','Captura de cuestionarios de {actor}: {faltan} ({total})','De {actor} aún no se reciben los cuestionarios curricular y de identidad de {total}.

Fecha límite: {vence} ({faltan})

{candidaturas}

Capture en:
{enlace}',1,28,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(29,'','captura-partido-1-despues','captura','partido',-1,'','Plazo de captura vencido de {actor}: {total}','El plazo de captura de los cuestionarios {faltan}. De {actor} no se recibieron los de {total}.

Fecha límite: {vence}

{candidaturas}

Todavía puede capturar hasta el día de la jornada electoral ({jornada}); la captura quedará registrada como extemporánea, con sus días de retraso:
{enlace}',1,29,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(30,'','captura-candidatura-7-antes','captura','candidatura',7,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,30,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(31,'','captura-candidatura-3-antes','captura','candidatura',3,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,31,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(32,'','captura-candidatura-1-antes','captura','candidatura',1,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,32,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(33,'','captura-candidatura-0-antes','captura','candidatura',0,'','Sus cuestionarios de «Conóceles»: {faltan}','Aún no ha enviado los cuestionarios curricular y de identidad de su candidatura:

{candidaturas}

Fecha límite: {vence} ({faltan})

Puede guardar avances y enviarlos cuando estén completos en:
{enlace}',1,33,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(34,'','captura-candidatura-1-despues','captura','candidatura',-1,'','Venció el plazo para enviar sus cuestionarios de «Conóceles»','El plazo para enviar los cuestionarios de su candidatura {faltan}:

{candidaturas}

Fecha límite: {vence}

Todavía puede capturar hasta el día de la jornada electoral ({jornada}); la captura quedará registrada como extemporánea, con sus días de retraso:
{enlace}',1,34,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(35,'','observacion-partido-2-antes','observacion','partido',2,'','Observaciones por atender de {actor}: {faltan} ({total})','De {actor} hay observaciones por atender en {total}.

Fecha límite para responder: {vence} ({faltan})

{candidaturas}

Consulte las observaciones y responda en:
{enlace}',1,35,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(36,'','observacion-partido-0-antes','observacion','partido',0,'','Observaciones por atender de {actor}: {faltan} ({total})','De {actor} hay observaciones por atender en {total}.

Fecha límite para responder: {vence} ({faltan})

{candidaturas}

Consulte las observaciones y responda en:
{enlace}',1,36,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(37,'','observacion-partido-1-despues','observacion','partido',-1,'','Observaciones sin atender de {actor}: {faltan} ({total})','El plazo para atender las observaciones {faltan}. De {actor} siguen sin respuesta las de {total}.

Fecha límite: {vence}

{candidaturas}

{enlace}',1,37,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(38,'','observacion-candidatura-2-antes','observacion','candidatura',2,'','Observaciones a sus cuestionarios de «Conóceles»: {faltan}','Los cuestionarios de su candidatura tienen observaciones por atender:

{candidaturas}

Fecha límite para responder: {vence} ({faltan})

{enlace}',1,38,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(39,'','observacion-candidatura-0-antes','observacion','candidatura',0,'','Observaciones a sus cuestionarios de «Conóceles»: {faltan}','Los cuestionarios de su candidatura tienen observaciones por atender:

{candidaturas}

Fecha límite para responder: {vence} ({faltan})

{enlace}',1,39,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(40,'','observacion-candidatura-1-despues','observacion','candidatura',-1,'','Venció el plazo para atender las observaciones a sus cuestionarios de «Conóceles»','El plazo para atender las observaciones a los cuestionarios de su candidatura {faltan}:

{candidaturas}

Fecha límite: {vence}

Sin atenderlas no puede publicarse. Consúltelas en:
{enlace}',1,40,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(41,'','observacion-verificacion-1-despues','observacion','verificacion',-1,'','Observaciones sin respuesta: {total}','El plazo para responder las observaciones de {total} {faltan}.

Fecha límite: {vence}

{candidaturas}

{enlace}',1,41,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(42,'','entregable-area-devolver','entregable','area',NULL,'devolver','Devuelto con observaciones: {clave} {nombre}','El entregable {clave}, «{nombre}», regresó al área {area} con observaciones:

{motivo}

Fecha límite de {obligacion}: {vence}

Atiéndalas y preséntelo de nuevo en:
{enlace}',1,42,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(43,'','remision-secretaria-ejecutiva-aprobar','remision','secretaria_ejecutiva',NULL,'aprobar','Aprobado: {clave} {nombre}','El órgano competente aprobó el entregable {clave}, «{nombre}»; sigue remitirlo al INE.

Fecha límite: {vence}

{enlace}',1,43,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(44,'','concluido-comision-validar','concluido','comision',NULL,'validar','Validado por el INE: {clave} {nombre}','El INE validó la remisión del entregable {clave}, «{nombre}».

{enlace}',1,44,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(45,'','candidatura-partido-entregar-cuentas','candidatura','partido',NULL,'entregar_cuentas','Cuentas de acceso entregadas de {actor}: {total}','Se entregaron las cuentas de acceso de {total} de {actor}. El plazo de captura está corriendo:

{candidaturas}

{enlace}',1,45,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(46,'','candidatura-candidatura-entregar-cuentas','candidatura','candidatura',NULL,'entregar_cuentas','Ya puede capturar sus cuestionarios de «Conóceles»','Su cuenta de acceso está lista y el plazo de captura está corriendo:

{candidaturas}

Entre y capture sus cuestionarios curricular y de identidad en:
{enlace}',1,46,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(47,'','candidatura-partido-observar','candidatura','partido',NULL,'observar','Observaciones nuevas de {actor}: {total}','La verificación hizo observaciones a {total} de {actor}:

{candidaturas}

Consúltelas y respóndalas en:
{enlace}',1,47,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(48,'','candidatura-candidatura-observar','candidatura','candidatura',NULL,'observar','Sus cuestionarios de «Conóceles» tienen observaciones','La verificación hizo observaciones a los cuestionarios de su candidatura:

{candidaturas}

Consúltelas y respóndalas en:
{enlace}',1,48,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(49,'','candidatura-partido-validar','candidatura','partido',NULL,'validar','Validación de {actor}: {total}','La verificación validó {total} de {actor}. Si falta su autorización para publicar, puede darla ya:

{candidaturas}

{enlace}',1,49,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(50,'','candidatura-partido-publicar','candidatura','partido',NULL,'publicar','Publicación en «Conóceles» de {actor}: {total}','Ya puede consultarse en el sitio «Candidatas y Candidatos, Conóceles» la información de {total} de {actor}:

{candidaturas}

{enlace}',1,50,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(51,'','candidatura-candidatura-publicar','candidatura','candidatura',NULL,'publicar','Su candidatura ya está publicada en «Conóceles»','Su candidatura ya puede consultarse en el sitio «Candidatas y Candidatos, Conóceles»:

{candidaturas}

{enlace}',1,51,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(52,'','candidatura-partido-retirar','candidatura','partido',NULL,'retirar','Retiro de {actor}: {total}','Se retiró del sistema {total} de {actor}; su información ya no aparece en el sitio público:

{candidaturas}

{enlace}',1,52,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(53,'','candidatura-verificacion-solicitar-modificacion','candidatura','verificacion',NULL,'solicitar_modificacion','Solicitud de modificación por resolver: {total}','Se solicitó modificar la información publicada de {total}. Nada cambia en el sitio hasta que se resuelva:

{candidaturas}

{enlace}',1,53,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(54,'','candidatura-partido-aplicar-modificacion','candidatura','partido',NULL,'aplicar_modificacion','Modificación aprobada de {actor}: {total}','Se aprobó la modificación de {total} de {actor}. La información vuelve a verificación antes de publicarse:

{candidaturas}

{enlace}',1,54,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
INSERT INTO "notificaciones_historicalescalon" VALUES(55,'','candidatura-partido-rechazar-modificacion','candidatura','partido',NULL,'rechazar_modificacion','Modificación rechazada de {actor}: {total}','No se aprobó la modificación solicitada para {total} de {actor}. Consulte las razones en cada registro:

{candidaturas}

{enlace}',1,55,'2024-04-05 17:00:00','Escalón predeterminado de Cauce','+',NULL,1);
CREATE TABLE "notificaciones_latido" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "en" datetime NOT NULL, "error" text NOT NULL, CONSTRAINT "latido_unico" CHECK ("id" = 1));
INSERT INTO "notificaciones_latido" VALUES(1,'2024-04-05 17:00:00','');
CREATE TABLE "viewflow_process" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(50) NOT NULL, "created" datetime NOT NULL, "finished" datetime NULL, "flow_class" varchar(250) NOT NULL, "artifact_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "artifact_object_id" integer unsigned NULL CHECK ("artifact_object_id" >= 0), "parent_task_id" bigint NULL REFERENCES "viewflow_task" ("id") DEFERRABLE INITIALLY DEFERRED, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "seed_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "seed_object_id" integer unsigned NULL CHECK ("seed_object_id" >= 0));
INSERT INTO "viewflow_process" VALUES(1,'NEW','2026-11-28 04:32:50.800768',NULL,'flujos/flows.FlujoEntregable',NULL,NULL,NULL,'{}',NULL,NULL);
INSERT INTO "viewflow_process" VALUES(2,'NEW','2026-11-28 04:32:50.874035',NULL,'flujos/flows.FlujoEntregable',NULL,NULL,NULL,'{}',NULL,NULL);
CREATE TABLE "viewflow_task" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "flow_task" varchar(255) NOT NULL, "flow_task_type" varchar(50) NOT NULL, "status" varchar(50) NOT NULL, "created" datetime NOT NULL, "started" datetime NULL, "finished" datetime NULL, "token" varchar(150) NOT NULL, "external_task_id" varchar(50) NULL, "owner_permission" varchar(255) NULL, "owner_id" bigint NULL REFERENCES "compliance_usuario" ("id") DEFERRABLE INITIALLY DEFERRED, "process_id" bigint NOT NULL REFERENCES "viewflow_process" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_permission_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_permission_obj_pk" varchar(255) NULL, "assigned" datetime NULL, "artifact_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "artifact_object_id" integer unsigned NULL CHECK ("artifact_object_id" >= 0), "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "seed_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "seed_object_id" integer unsigned NULL CHECK ("seed_object_id" >= 0), "scheduled" datetime NULL);
INSERT INTO "viewflow_task" VALUES(1,'flujos/flows.FlujoEntregable.inicio','START','DONE','2026-11-28 04:32:50.800843','2026-11-28 04:32:50.800800','2026-11-28 04:32:50.801738','start',NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(2,'flujos/flows.FlujoEntregable.siguiente','SWITCH','DONE','2026-11-28 04:32:50.802255',NULL,'2026-11-28 04:32:50.802901','start',NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(3,'flujos/flows.FlujoEntregable.elaborar','HUMAN','DONE','2026-11-28 04:32:50.803226','2026-11-28 04:32:50.812961','2026-11-28 04:32:50.812975','start',NULL,NULL,7,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(4,'flujos/flows.FlujoEntregable.siguiente','SWITCH','DONE','2026-11-28 04:32:50.813226',NULL,'2026-11-28 04:32:50.813626','start',NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(5,'flujos/flows.FlujoEntregable.decidir','HUMAN','DONE','2026-11-28 04:32:50.813901','2026-11-28 04:32:50.846557','2026-11-28 04:32:50.846571','start',NULL,NULL,5,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(6,'flujos/flows.FlujoEntregable.siguiente','SWITCH','DONE','2026-11-28 04:32:50.846957',NULL,'2026-11-28 04:32:50.847406','start',NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(7,'flujos/flows.FlujoEntregable.remitir','HUMAN','DONE','2026-11-28 04:32:50.847651','2026-11-28 04:32:50.866902','2026-11-28 04:32:50.866916','start',NULL,NULL,5,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(8,'flujos/flows.FlujoEntregable.siguiente','SWITCH','DONE','2026-11-28 04:32:50.867145',NULL,'2026-11-28 04:32:50.867572','start',NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(9,'flujos/flows.FlujoEntregable.validar','HUMAN','NEW','2026-11-28 04:32:50.867840',NULL,NULL,'start',NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(10,'flujos/flows.FlujoEntregable.inicio','START','DONE','2026-11-28 04:32:50.874057','2026-11-28 04:32:50.874050','2026-11-28 04:32:50.874528','start',NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(11,'flujos/flows.FlujoEntregable.siguiente','SWITCH','DONE','2026-11-28 04:32:50.874817',NULL,'2026-11-28 04:32:50.875206','start',NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
INSERT INTO "viewflow_task" VALUES(12,'flujos/flows.FlujoEntregable.elaborar','HUMAN','NEW','2026-11-28 04:32:50.875447',NULL,NULL,'start',NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,NULL);
CREATE TABLE "viewflow_task_previous" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "from_task_id" integer NOT NULL REFERENCES "viewflow_task" ("id") DEFERRABLE INITIALLY DEFERRED, "to_task_id" integer NOT NULL REFERENCES "viewflow_task" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "viewflow_task_previous" VALUES(1,2,1);
INSERT INTO "viewflow_task_previous" VALUES(2,3,2);
INSERT INTO "viewflow_task_previous" VALUES(3,4,3);
INSERT INTO "viewflow_task_previous" VALUES(4,5,4);
INSERT INTO "viewflow_task_previous" VALUES(5,6,5);
INSERT INTO "viewflow_task_previous" VALUES(6,7,6);
INSERT INTO "viewflow_task_previous" VALUES(7,8,7);
INSERT INTO "viewflow_task_previous" VALUES(8,9,8);
INSERT INTO "viewflow_task_previous" VALUES(9,11,10);
INSERT INTO "viewflow_task_previous" VALUES(10,12,11);
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "compliance_usuario_groups_usuario_id_group_id_e0a0d0fe_uniq" ON "compliance_usuario_groups" ("usuario_id", "group_id");
CREATE INDEX "compliance_usuario_groups_usuario_id_b87ea9f8" ON "compliance_usuario_groups" ("usuario_id");
CREATE INDEX "compliance_usuario_groups_group_id_7cd35c73" ON "compliance_usuario_groups" ("group_id");
CREATE UNIQUE INDEX "compliance_usuario_user_permissions_usuario_id_permission_id_e2bec019_uniq" ON "compliance_usuario_user_permissions" ("usuario_id", "permission_id");
CREATE INDEX "compliance_usuario_user_permissions_usuario_id_56cd6530" ON "compliance_usuario_user_permissions" ("usuario_id");
CREATE INDEX "compliance_usuario_user_permissions_permission_id_09cfae40" ON "compliance_usuario_user_permissions" ("permission_id");
CREATE UNIQUE INDEX "compliance_actorpolitico_integrantes_from_actorpolitico_id_to_actorpolitico_id_7a16067b_uniq" ON "compliance_actorpolitico_integrantes" ("from_actorpolitico_id", "to_actorpolitico_id");
CREATE INDEX "compliance_actorpolitico_integrantes_from_actorpolitico_id_4784218d" ON "compliance_actorpolitico_integrantes" ("from_actorpolitico_id");
CREATE INDEX "compliance_actorpolitico_integrantes_to_actorpolitico_id_7b76a557" ON "compliance_actorpolitico_integrantes" ("to_actorpolitico_id");
CREATE INDEX "compliance_historicalconsentimiento_id_84a64eec" ON "compliance_historicalconsentimiento" ("id");
CREATE INDEX "compliance_historicalconsentimiento_history_date_832b8e53" ON "compliance_historicalconsentimiento" ("history_date");
CREATE INDEX "compliance_historicalconsentimiento_candidatura_id_51fd9f80" ON "compliance_historicalconsentimiento" ("candidatura_id");
CREATE INDEX "compliance_historicalconsentimiento_history_user_id_a5c477fb" ON "compliance_historicalconsentimiento" ("history_user_id");
CREATE INDEX "compliance_historicalcuestionariocurricular_id_fe788e04" ON "compliance_historicalcuestionariocurricular" ("id");
CREATE INDEX "compliance_historicalcuestionariocurricular_history_date_d5b85a58" ON "compliance_historicalcuestionariocurricular" ("history_date");
CREATE INDEX "compliance_historicalcuestionariocurricular_candidatura_id_31f14daa" ON "compliance_historicalcuestionariocurricular" ("candidatura_id");
CREATE INDEX "compliance_historicalcuestionariocurricular_history_user_id_8d2a6c95" ON "compliance_historicalcuestionariocurricular" ("history_user_id");
CREATE INDEX "compliance_historicalcuestionarioidentidad_id_c30707f7" ON "compliance_historicalcuestionarioidentidad" ("id");
CREATE INDEX "compliance_historicalcuestionarioidentidad_history_date_52b4b8b3" ON "compliance_historicalcuestionarioidentidad" ("history_date");
CREATE INDEX "compliance_historicalcuestionarioidentidad_candidatura_id_d496e8ae" ON "compliance_historicalcuestionarioidentidad" ("candidatura_id");
CREATE INDEX "compliance_historicalcuestionarioidentidad_history_user_id_ae0d19a2" ON "compliance_historicalcuestionarioidentidad" ("history_user_id");
CREATE INDEX "compliance_historicalinstituto_id_4d6bca7c" ON "compliance_historicalinstituto" ("id");
CREATE INDEX "compliance_historicalinstituto_clave_29d472df" ON "compliance_historicalinstituto" ("clave");
CREATE INDEX "compliance_historicalinstituto_history_date_15cddd67" ON "compliance_historicalinstituto" ("history_date");
CREATE INDEX "compliance_historicalinstituto_history_user_id_9c5a8b10" ON "compliance_historicalinstituto" ("history_user_id");
CREATE INDEX "compliance_historicalobservacion_id_91b375c2" ON "compliance_historicalobservacion" ("id");
CREATE INDEX "compliance_historicalobservacion_history_date_12824214" ON "compliance_historicalobservacion" ("history_date");
CREATE INDEX "compliance_historicalobservacion_candidatura_id_96b75f6d" ON "compliance_historicalobservacion" ("candidatura_id");
CREATE INDEX "compliance_historicalobservacion_hecha_por_id_445bb1a5" ON "compliance_historicalobservacion" ("hecha_por_id");
CREATE INDEX "compliance_historicalobservacion_history_user_id_0d7f2a4f" ON "compliance_historicalobservacion" ("history_user_id");
CREATE INDEX "compliance_historicalsolicitudmodificacion_id_c4336840" ON "compliance_historicalsolicitudmodificacion" ("id");
CREATE INDEX "compliance_historicalsolicitudmodificacion_history_date_1ec9e440" ON "compliance_historicalsolicitudmodificacion" ("history_date");
CREATE INDEX "compliance_historicalsolicitudmodificacion_candidatura_id_fb0c3945" ON "compliance_historicalsolicitudmodificacion" ("candidatura_id");
CREATE INDEX "compliance_historicalsolicitudmodificacion_history_user_id_7860499e" ON "compliance_historicalsolicitudmodificacion" ("history_user_id");
CREATE INDEX "compliance_historicalsubactividad_id_1c8bd8ad" ON "compliance_historicalsubactividad" ("id");
CREATE INDEX "compliance_historicalsubactividad_history_date_b9d9af3e" ON "compliance_historicalsubactividad" ("history_date");
CREATE INDEX "compliance_historicalsubactividad_entregable_id_4f736b51" ON "compliance_historicalsubactividad" ("entregable_id");
CREATE INDEX "compliance_historicalsubactividad_etapa_id_ae4d210b" ON "compliance_historicalsubactividad" ("etapa_id");
CREATE INDEX "compliance_historicalsubactividad_history_user_id_3eefec94" ON "compliance_historicalsubactividad" ("history_user_id");
CREATE INDEX "compliance_historicalusuario_id_99d15596" ON "compliance_historicalusuario" ("id");
CREATE INDEX "compliance_historicalusuario_username_9ff7bead" ON "compliance_historicalusuario" ("username");
CREATE INDEX "compliance_historicalusuario_history_date_f97d42a9" ON "compliance_historicalusuario" ("history_date");
CREATE INDEX "compliance_historicalusuario_history_user_id_57279385" ON "compliance_historicalusuario" ("history_user_id");
CREATE INDEX "compliance_historicalproceso_id_fe48694f" ON "compliance_historicalproceso" ("id");
CREATE INDEX "compliance_historicalproceso_clave_8190f69f" ON "compliance_historicalproceso" ("clave");
CREATE INDEX "compliance_historicalproceso_history_date_704b05db" ON "compliance_historicalproceso" ("history_date");
CREATE INDEX "compliance_historicalproceso_history_user_id_fb4575b6" ON "compliance_historicalproceso" ("history_user_id");
CREATE INDEX "compliance_historicalproceso_instituto_id_de3e0eb4" ON "compliance_historicalproceso" ("instituto_id");
CREATE INDEX "compliance_observacion_candidatura_id_ea6e16e6" ON "compliance_observacion" ("candidatura_id");
CREATE INDEX "compliance_observacion_hecha_por_id_c409c59a" ON "compliance_observacion" ("hecha_por_id");
CREATE INDEX "compliance_integracion_usuario_id_bd43fea8" ON "compliance_integracion" ("usuario_id");
CREATE INDEX "compliance_integracion_organo_id_02718751" ON "compliance_integracion" ("organo_id");
CREATE INDEX "compliance_historicalintegracion_id_4dd798f3" ON "compliance_historicalintegracion" ("id");
CREATE INDEX "compliance_historicalintegracion_history_date_1ced536f" ON "compliance_historicalintegracion" ("history_date");
CREATE INDEX "compliance_historicalintegracion_history_user_id_f03e32a8" ON "compliance_historicalintegracion" ("history_user_id");
CREATE INDEX "compliance_historicalintegracion_usuario_id_9df4b033" ON "compliance_historicalintegracion" ("usuario_id");
CREATE INDEX "compliance_historicalintegracion_organo_id_066eade2" ON "compliance_historicalintegracion" ("organo_id");
CREATE INDEX "compliance_persona_nombre_busqueda_54ecf41c" ON "compliance_persona" ("nombre_busqueda");
CREATE INDEX "compliance_persona_proceso_id_ad0708e6" ON "compliance_persona" ("proceso_id");
CREATE INDEX "compliance_historicalterritorio_id_1720c31b" ON "compliance_historicalterritorio" ("id");
CREATE INDEX "compliance_historicalterritorio_history_date_fa792622" ON "compliance_historicalterritorio" ("history_date");
CREATE INDEX "compliance_historicalterritorio_history_user_id_2811a0e5" ON "compliance_historicalterritorio" ("history_user_id");
CREATE INDEX "compliance_historicalterritorio_proceso_id_a36853a8" ON "compliance_historicalterritorio" ("proceso_id");
CREATE INDEX "compliance_historicalsuplencia_id_e47a1ac7" ON "compliance_historicalsuplencia" ("id");
CREATE INDEX "compliance_historicalsuplencia_history_date_96f34b74" ON "compliance_historicalsuplencia" ("history_date");
CREATE INDEX "compliance_historicalsuplencia_history_user_id_23273f2f" ON "compliance_historicalsuplencia" ("history_user_id");
CREATE INDEX "compliance_historicalsuplencia_suplente_id_065ceb44" ON "compliance_historicalsuplencia" ("suplente_id");
CREATE INDEX "compliance_historicalsuplencia_titular_id_f802ac95" ON "compliance_historicalsuplencia" ("titular_id");
CREATE INDEX "compliance_historicalsuplencia_proceso_id_4c412aeb" ON "compliance_historicalsuplencia" ("proceso_id");
CREATE INDEX "compliance_historicalruta_id_5a9c88a7" ON "compliance_historicalruta" ("id");
CREATE INDEX "compliance_historicalruta_clave_19ac6200" ON "compliance_historicalruta" ("clave");
CREATE INDEX "compliance_historicalruta_history_date_ea7b607a" ON "compliance_historicalruta" ("history_date");
CREATE INDEX "compliance_historicalruta_history_user_id_6c4337d2" ON "compliance_historicalruta" ("history_user_id");
CREATE INDEX "compliance_historicalruta_proceso_id_710fe994" ON "compliance_historicalruta" ("proceso_id");
CREATE INDEX "compliance_historicalplan_id_f2f7bfea" ON "compliance_historicalplan" ("id");
CREATE INDEX "compliance_historicalplan_clave_8591ef6f" ON "compliance_historicalplan" ("clave");
CREATE INDEX "compliance_historicalplan_history_date_68e438c4" ON "compliance_historicalplan" ("history_date");
CREATE INDEX "compliance_historicalplan_history_user_id_fa542f36" ON "compliance_historicalplan" ("history_user_id");
CREATE INDEX "compliance_historicalplan_proceso_id_01647286" ON "compliance_historicalplan" ("proceso_id");
CREATE INDEX "compliance_historicalpersona_id_d0e6ba39" ON "compliance_historicalpersona" ("id");
CREATE INDEX "compliance_historicalpersona_nombre_busqueda_cb8a31f8" ON "compliance_historicalpersona" ("nombre_busqueda");
CREATE INDEX "compliance_historicalpersona_history_date_1f8a231e" ON "compliance_historicalpersona" ("history_date");
CREATE INDEX "compliance_historicalpersona_history_user_id_45dc1561" ON "compliance_historicalpersona" ("history_user_id");
CREATE INDEX "compliance_historicalpersona_proceso_id_f47bd1ec" ON "compliance_historicalpersona" ("proceso_id");
CREATE INDEX "compliance_historicalorgano_id_6bc428b1" ON "compliance_historicalorgano" ("id");
CREATE INDEX "compliance_historicalorgano_clave_c788bba0" ON "compliance_historicalorgano" ("clave");
CREATE INDEX "compliance_historicalorgano_history_date_874988ff" ON "compliance_historicalorgano" ("history_date");
CREATE INDEX "compliance_historicalorgano_history_user_id_324877ee" ON "compliance_historicalorgano" ("history_user_id");
CREATE INDEX "compliance_historicalorgano_proceso_id_ac51e7b8" ON "compliance_historicalorgano" ("proceso_id");
CREATE INDEX "compliance_historicalnombramiento_id_2d341b94" ON "compliance_historicalnombramiento" ("id");
CREATE INDEX "compliance_historicalnombramiento_history_date_155eff50" ON "compliance_historicalnombramiento" ("history_date");
CREATE INDEX "compliance_historicalnombramiento_actor_id_34208bdf" ON "compliance_historicalnombramiento" ("actor_id");
CREATE INDEX "compliance_historicalnombramiento_area_id_efba0873" ON "compliance_historicalnombramiento" ("area_id");
CREATE INDEX "compliance_historicalnombramiento_candidatura_id_827e60c0" ON "compliance_historicalnombramiento" ("candidatura_id");
CREATE INDEX "compliance_historicalnombramiento_history_user_id_aa8b3468" ON "compliance_historicalnombramiento" ("history_user_id");
CREATE INDEX "compliance_historicalnombramiento_rol_id_2935ec69" ON "compliance_historicalnombramiento" ("rol_id");
CREATE INDEX "compliance_historicalnombramiento_usuario_id_3cebbc4b" ON "compliance_historicalnombramiento" ("usuario_id");
CREATE INDEX "compliance_historicalnombramiento_organo_id_5279ac3b" ON "compliance_historicalnombramiento" ("organo_id");
CREATE INDEX "compliance_historicalnombramiento_proceso_id_fa35d0cc" ON "compliance_historicalnombramiento" ("proceso_id");
CREATE INDEX "compliance_historicallimitetexto_id_cd525399" ON "compliance_historicallimitetexto" ("id");
CREATE INDEX "compliance_historicallimitetexto_history_date_ca1567e8" ON "compliance_historicallimitetexto" ("history_date");
CREATE INDEX "compliance_historicallimitetexto_history_user_id_05596f3f" ON "compliance_historicallimitetexto" ("history_user_id");
CREATE INDEX "compliance_historicallimitetexto_proceso_id_90d3e87f" ON "compliance_historicallimitetexto" ("proceso_id");
CREATE INDEX "compliance_historicalhito_id_53f4fb3a" ON "compliance_historicalhito" ("id");
CREATE INDEX "compliance_historicalhito_clave_4e6a6735" ON "compliance_historicalhito" ("clave");
CREATE INDEX "compliance_historicalhito_history_date_18e559a6" ON "compliance_historicalhito" ("history_date");
CREATE INDEX "compliance_historicalhito_history_user_id_14c85a99" ON "compliance_historicalhito" ("history_user_id");
CREATE INDEX "compliance_historicalhito_proceso_id_42185073" ON "compliance_historicalhito" ("proceso_id");
CREATE INDEX "compliance_historicalcargo_id_90a85460" ON "compliance_historicalcargo" ("id");
CREATE INDEX "compliance_historicalcargo_clave_802f9808" ON "compliance_historicalcargo" ("clave");
CREATE INDEX "compliance_historicalcargo_history_date_073abe74" ON "compliance_historicalcargo" ("history_date");
CREATE INDEX "compliance_historicalcargo_history_user_id_d7ec16c1" ON "compliance_historicalcargo" ("history_user_id");
CREATE INDEX "compliance_historicalcargo_proceso_id_96354ccc" ON "compliance_historicalcargo" ("proceso_id");
CREATE INDEX "compliance_historicalarea_id_d3b3c428" ON "compliance_historicalarea" ("id");
CREATE INDEX "compliance_historicalarea_clave_c443e65c" ON "compliance_historicalarea" ("clave");
CREATE INDEX "compliance_historicalarea_history_date_9c0995a9" ON "compliance_historicalarea" ("history_date");
CREATE INDEX "compliance_historicalarea_history_user_id_eeb7c619" ON "compliance_historicalarea" ("history_user_id");
CREATE INDEX "compliance_historicalarea_proceso_id_f4d11a19" ON "compliance_historicalarea" ("proceso_id");
CREATE INDEX "compliance_historicalactorpolitico_id_1d5f1100" ON "compliance_historicalactorpolitico" ("id");
CREATE INDEX "compliance_historicalactorpolitico_clave_af87b4e0" ON "compliance_historicalactorpolitico" ("clave");
CREATE INDEX "compliance_historicalactorpolitico_history_date_7060118d" ON "compliance_historicalactorpolitico" ("history_date");
CREATE INDEX "compliance_historicalactorpolitico_history_user_id_648253ff" ON "compliance_historicalactorpolitico" ("history_user_id");
CREATE INDEX "compliance_historicalactorpolitico_proceso_id_ddb7ba60" ON "compliance_historicalactorpolitico" ("proceso_id");
CREATE INDEX "compliance_historicaletaparuta_id_b35629a1" ON "compliance_historicaletaparuta" ("id");
CREATE INDEX "compliance_historicaletaparuta_clave_aeb88080" ON "compliance_historicaletaparuta" ("clave");
CREATE INDEX "compliance_historicaletaparuta_history_date_4cf95833" ON "compliance_historicaletaparuta" ("history_date");
CREATE INDEX "compliance_historicaletaparuta_history_user_id_96ecaaa5" ON "compliance_historicaletaparuta" ("history_user_id");
CREATE INDEX "compliance_historicaletaparuta_organo_id_b1c8ef20" ON "compliance_historicaletaparuta" ("organo_id");
CREATE INDEX "compliance_historicaletaparuta_ruta_id_d6bc91a5" ON "compliance_historicaletaparuta" ("ruta_id");
CREATE INDEX "compliance_historicalentregable_id_871d8bfe" ON "compliance_historicalentregable" ("id");
CREATE INDEX "compliance_historicalentregable_llave_33aac5fc" ON "compliance_historicalentregable" ("llave");
CREATE INDEX "compliance_historicalentregable_vence_91cc81fb" ON "compliance_historicalentregable" ("vence");
CREATE INDEX "compliance_historicalentregable_history_date_b0af95a4" ON "compliance_historicalentregable" ("history_date");
CREATE INDEX "compliance_historicalentregable_area_id_de765331" ON "compliance_historicalentregable" ("area_id");
CREATE INDEX "compliance_historicalentregable_etapa_id_2e215e1a" ON "compliance_historicalentregable" ("etapa_id");
CREATE INDEX "compliance_historicalentregable_history_user_id_064616ba" ON "compliance_historicalentregable" ("history_user_id");
CREATE INDEX "compliance_historicalentregable_plantilla_id_1601f43e" ON "compliance_historicalentregable" ("plantilla_id");
CREATE INDEX "compliance_historicalentregable_proceso_id_9ec1da10" ON "compliance_historicalentregable" ("proceso_id");
CREATE INDEX "compliance_historicalentregable_ruta_id_7b5df419" ON "compliance_historicalentregable" ("ruta_id");
CREATE INDEX "compliance_historicalcandidatura_id_1d4c50d9" ON "compliance_historicalcandidatura" ("id");
CREATE INDEX "compliance_historicalcandidatura_estado_e16f31f8" ON "compliance_historicalcandidatura" ("estado");
CREATE INDEX "compliance_historicalcandidatura_vence_ebe71832" ON "compliance_historicalcandidatura" ("vence");
CREATE INDEX "compliance_historicalcandidatura_history_date_914c5726" ON "compliance_historicalcandidatura" ("history_date");
CREATE INDEX "compliance_historicalcandidatura_actor_id_1924927e" ON "compliance_historicalcandidatura" ("actor_id");
CREATE INDEX "compliance_historicalcandidatura_capturada_por_id_01b53065" ON "compliance_historicalcandidatura" ("capturada_por_id");
CREATE INDEX "compliance_historicalcandidatura_cargo_id_0266a257" ON "compliance_historicalcandidatura" ("cargo_id");
CREATE INDEX "compliance_historicalcandidatura_history_user_id_ea3a8610" ON "compliance_historicalcandidatura" ("history_user_id");
CREATE INDEX "compliance_historicalcandidatura_sustituye_a_id_5fba7cf7" ON "compliance_historicalcandidatura" ("sustituye_a_id");
CREATE INDEX "compliance_historicalcandidatura_persona_id_9d9a6513" ON "compliance_historicalcandidatura" ("persona_id");
CREATE INDEX "compliance_historicalcandidatura_proceso_id_259b5cb7" ON "compliance_historicalcandidatura" ("proceso_id");
CREATE INDEX "compliance_historicalcandidatura_territorio_id_42e827cd" ON "compliance_historicalcandidatura" ("territorio_id");
CREATE UNIQUE INDEX "consentimiento_vigente_unico" ON "compliance_consentimiento" ("candidatura_id", "finalidad") WHERE "revocado_en" IS NULL;
CREATE INDEX "compliance_consentimiento_candidatura_id_2c576a1f" ON "compliance_consentimiento" ("candidatura_id");
CREATE INDEX "compliance_proceso_instituto_id_10fbcfff" ON "compliance_proceso" ("instituto_id");
CREATE INDEX "compliance_organo_clave_7dcfcb34" ON "compliance_organo" ("clave");
CREATE INDEX "compliance_organo_proceso_id_4c9f0f30" ON "compliance_organo" ("proceso_id");
CREATE INDEX "compliance_nombramiento_actor_id_69b67a64" ON "compliance_nombramiento" ("actor_id");
CREATE INDEX "compliance_nombramiento_area_id_31a01e00" ON "compliance_nombramiento" ("area_id");
CREATE INDEX "compliance_nombramiento_candidatura_id_5e7a5948" ON "compliance_nombramiento" ("candidatura_id");
CREATE INDEX "compliance_nombramiento_rol_id_1b6894c4" ON "compliance_nombramiento" ("rol_id");
CREATE INDEX "compliance_nombramiento_usuario_id_6833f2fe" ON "compliance_nombramiento" ("usuario_id");
CREATE INDEX "compliance_nombramiento_organo_id_9f77a846" ON "compliance_nombramiento" ("organo_id");
CREATE INDEX "compliance_nombramiento_proceso_id_b9b7caca" ON "compliance_nombramiento" ("proceso_id");
CREATE INDEX "compliance_limitetexto_proceso_id_67454a45" ON "compliance_limitetexto" ("proceso_id");
CREATE INDEX "compliance_hito_clave_b8f165ad" ON "compliance_hito" ("clave");
CREATE INDEX "compliance_hito_proceso_id_523b36d2" ON "compliance_hito" ("proceso_id");
CREATE INDEX "compliance_cargo_clave_f439a0ea" ON "compliance_cargo" ("clave");
CREATE INDEX "compliance_cargo_proceso_id_2d66da0d" ON "compliance_cargo" ("proceso_id");
CREATE INDEX "compliance_area_clave_e83ad7b1" ON "compliance_area" ("clave");
CREATE INDEX "compliance_area_proceso_id_daec2f75" ON "compliance_area" ("proceso_id");
CREATE INDEX "compliance_actorpolitico_clave_ab2b86d6" ON "compliance_actorpolitico" ("clave");
CREATE INDEX "compliance_actorpolitico_proceso_id_09437b39" ON "compliance_actorpolitico" ("proceso_id");
CREATE INDEX "compliance_ruta_clave_6a3704ae" ON "compliance_ruta" ("clave");
CREATE INDEX "compliance_ruta_proceso_id_c3b48636" ON "compliance_ruta" ("proceso_id");
CREATE INDEX "compliance_etaparuta_clave_24d9c522" ON "compliance_etaparuta" ("clave");
CREATE INDEX "compliance_etaparuta_organo_id_d9c2d3e0" ON "compliance_etaparuta" ("organo_id");
CREATE INDEX "compliance_etaparuta_ruta_id_197d1b53" ON "compliance_etaparuta" ("ruta_id");
CREATE INDEX "compliance_entregable_llave_9b48ade6" ON "compliance_entregable" ("llave");
CREATE INDEX "compliance_entregable_vence_2df1175f" ON "compliance_entregable" ("vence");
CREATE INDEX "compliance_entregable_area_id_72fa1c2a" ON "compliance_entregable" ("area_id");
CREATE INDEX "compliance_entregable_etapa_id_73c7bdfc" ON "compliance_entregable" ("etapa_id");
CREATE INDEX "compliance_entregable_proceso_id_2aa01adc" ON "compliance_entregable" ("proceso_id");
CREATE INDEX "compliance_entregable_ruta_id_fc8978de" ON "compliance_entregable" ("ruta_id");
CREATE INDEX "compliance_entregable_plantilla_id_c5f2f679" ON "compliance_entregable" ("plantilla_id");
CREATE INDEX "compliance__proceso_bedb1a_idx" ON "compliance_entregable" ("proceso_id", "concluido_en", "vence");
CREATE INDEX "compliance_subactividad_entregable_id_7782168b" ON "compliance_subactividad" ("entregable_id");
CREATE INDEX "compliance_subactividad_etapa_id_e01559e5" ON "compliance_subactividad" ("etapa_id");
CREATE INDEX "compliance_suplencia_proceso_id_dd7effe6" ON "compliance_suplencia" ("proceso_id");
CREATE INDEX "compliance_suplencia_suplente_id_335a712b" ON "compliance_suplencia" ("suplente_id");
CREATE INDEX "compliance_suplencia_titular_id_354afa38" ON "compliance_suplencia" ("titular_id");
CREATE INDEX "compliance_territorio_proceso_id_82cd81f1" ON "compliance_territorio" ("proceso_id");
CREATE UNIQUE INDEX "candidatura_una_por_lugar_de_formula" ON "compliance_candidatura" ("proceso_id", "actor_id", "cargo_id", "territorio_id", "formula", "calidad") WHERE NOT ("estado" = 'retirada');
CREATE INDEX "compliance_candidatura_estado_e8107e72" ON "compliance_candidatura" ("estado");
CREATE INDEX "compliance_candidatura_vence_8784e22e" ON "compliance_candidatura" ("vence");
CREATE INDEX "compliance_candidatura_actor_id_ff143312" ON "compliance_candidatura" ("actor_id");
CREATE INDEX "compliance_candidatura_capturada_por_id_14a77578" ON "compliance_candidatura" ("capturada_por_id");
CREATE INDEX "compliance_candidatura_cargo_id_e0bf1598" ON "compliance_candidatura" ("cargo_id");
CREATE INDEX "compliance_candidatura_persona_id_e7234530" ON "compliance_candidatura" ("persona_id");
CREATE INDEX "compliance_candidatura_proceso_id_4dcf9ee1" ON "compliance_candidatura" ("proceso_id");
CREATE INDEX "compliance_candidatura_territorio_id_d1e5a3da" ON "compliance_candidatura" ("territorio_id");
CREATE INDEX "compliance__proceso_8418ec_idx" ON "compliance_candidatura" ("proceso_id", "estado");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE INDEX "axes_accessattempt_user_agent_ad89678b" ON "axes_accessattempt" ("user_agent");
CREATE INDEX "axes_accessattempt_ip_address_10922d9c" ON "axes_accessattempt" ("ip_address");
CREATE INDEX "axes_accessattempt_username_3f2d4ca0" ON "axes_accessattempt" ("username");
CREATE UNIQUE INDEX "axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq" ON "axes_accessattempt" ("username", "ip_address", "user_agent");
CREATE INDEX "axes_accessfailurelog_user_agent_ea145dda" ON "axes_accessfailurelog" ("user_agent");
CREATE INDEX "axes_accessfailurelog_ip_address_2e9f5a7f" ON "axes_accessfailurelog" ("ip_address");
CREATE INDEX "axes_accessfailurelog_username_a8b7e8a4" ON "axes_accessfailurelog" ("username");
CREATE INDEX "axes_accesslog_user_agent_0e659004" ON "axes_accesslog" ("user_agent");
CREATE INDEX "axes_accesslog_ip_address_86b417e5" ON "axes_accesslog" ("ip_address");
CREATE INDEX "axes_accesslog_username_df93064b" ON "axes_accesslog" ("username");
CREATE INDEX "calendario_historicalcalendario_id_bb48ef53" ON "calendario_historicalcalendario" ("id");
CREATE INDEX "calendario_historicalcalendario_clave_5d7f0260" ON "calendario_historicalcalendario" ("clave");
CREATE INDEX "calendario_historicalcalendario_history_date_0a0dcc9d" ON "calendario_historicalcalendario" ("history_date");
CREATE INDEX "calendario_historicalinhabil_id_47c5ab16" ON "calendario_historicalinhabil" ("id");
CREATE INDEX "calendario_historicalinhabil_history_date_9593e7b9" ON "calendario_historicalinhabil" ("history_date");
CREATE INDEX "calendario_historicalcalendario_history_user_id_c13d972b" ON "calendario_historicalcalendario" ("history_user_id");
CREATE INDEX "calendario_historicalinhabil_calendario_id_c1a2fe94" ON "calendario_historicalinhabil" ("calendario_id");
CREATE INDEX "calendario_historicalinhabil_history_user_id_d0a4aaa3" ON "calendario_historicalinhabil" ("history_user_id");
CREATE INDEX "calendario_suscripcioncalendario_usuario_id_77974351" ON "calendario_suscripcioncalendario" ("usuario_id");
CREATE INDEX "calendario_inhabil_calendario_id_a278eb4c" ON "calendario_inhabil" ("calendario_id");
CREATE INDEX "documentos_historicaldocumento_id_ade8bbcb" ON "documentos_historicaldocumento" ("id");
CREATE INDEX "documentos_historicaldocumento_sha256_11352506" ON "documentos_historicaldocumento" ("sha256");
CREATE INDEX "documentos_historicaldocumento_history_date_e3f16e87" ON "documentos_historicaldocumento" ("history_date");
CREATE INDEX "documentos_historicaldocumento_candidatura_id_2126d727" ON "documentos_historicaldocumento" ("candidatura_id");
CREATE INDEX "documentos_historicaldocumento_entregable_id_e11bd8a6" ON "documentos_historicaldocumento" ("entregable_id");
CREATE INDEX "documentos_historicaldocumento_history_user_id_b20b978a" ON "documentos_historicaldocumento" ("history_user_id");
CREATE INDEX "documentos_historicaldocumento_proceso_id_403338e2" ON "documentos_historicaldocumento" ("proceso_id");
CREATE INDEX "documentos_historicaldocumento_subido_por_id_6ab4f6ca" ON "documentos_historicaldocumento" ("subido_por_id");
CREATE UNIQUE INDEX "documento_version_unica" ON "documentos_documento" ("entregable_id", "tipo", "version") WHERE "entregable_id" IS NOT NULL;
CREATE INDEX "documentos_documento_sha256_d7a3fe64" ON "documentos_documento" ("sha256");
CREATE INDEX "documentos_documento_candidatura_id_2cfdcf2b" ON "documentos_documento" ("candidatura_id");
CREATE INDEX "documentos_documento_entregable_id_b59277bd" ON "documentos_documento" ("entregable_id");
CREATE INDEX "documentos_documento_proceso_id_f1d162d0" ON "documentos_documento" ("proceso_id");
CREATE INDEX "documentos_documento_subido_por_id_f087910a" ON "documentos_documento" ("subido_por_id");
CREATE UNIQUE INDEX "viewflow_task_previous_from_task_id_to_task_id_a979d787_uniq" ON "viewflow_task_previous" ("from_task_id", "to_task_id");
CREATE INDEX "viewflow_task_previous_from_task_id_da5536f6" ON "viewflow_task_previous" ("from_task_id");
CREATE INDEX "viewflow_task_previous_to_task_id_7d3a2081" ON "viewflow_task_previous" ("to_task_id");
CREATE INDEX "viewflow_process_artifact_content_type_id_8e40f778" ON "viewflow_process" ("artifact_content_type_id");
CREATE INDEX "viewflow_process_parent_task_id_d3453359" ON "viewflow_process" ("parent_task_id");
CREATE INDEX "viewflow_pr_artifac_64c8a3_idx" ON "viewflow_process" ("artifact_content_type_id", "artifact_object_id");
CREATE INDEX "viewflow_task_status_ffb4516b" ON "viewflow_task" ("status");
CREATE INDEX "viewflow_task_created_7518aa4b" ON "viewflow_task" ("created");
CREATE INDEX "viewflow_task_external_task_id_2f93bc2f" ON "viewflow_task" ("external_task_id");
CREATE INDEX "viewflow_task_owner_id_01b087bd" ON "viewflow_task" ("owner_id");
CREATE INDEX "viewflow_task_process_id_619bc849" ON "viewflow_task" ("process_id");
CREATE INDEX "viewflow_task_owner_permission_content_type_id_5fc72a99" ON "viewflow_task" ("owner_permission_content_type_id");
CREATE INDEX "viewflow_task_artifact_content_type_id_50385e8d" ON "viewflow_task" ("artifact_content_type_id");
CREATE INDEX "viewflow_process_seed_content_type_id_d648268f" ON "viewflow_process" ("seed_content_type_id");
CREATE INDEX "viewflow_task_seed_content_type_id_bed3f17b" ON "viewflow_task" ("seed_content_type_id");
CREATE INDEX "viewflow_task_scheduled_bbd49899" ON "viewflow_task" ("scheduled");
CREATE INDEX "flujos_historicalremision_id_02700f74" ON "flujos_historicalremision" ("id");
CREATE INDEX "flujos_historicalremision_history_date_5fa97fcb" ON "flujos_historicalremision" ("history_date");
CREATE INDEX "flujos_historicalremision_acuse_id_ba69a511" ON "flujos_historicalremision" ("acuse_id");
CREATE INDEX "flujos_historicalremision_entregable_id_e1c0c610" ON "flujos_historicalremision" ("entregable_id");
CREATE INDEX "flujos_historicalremision_history_user_id_1209138b" ON "flujos_historicalremision" ("history_user_id");
CREATE INDEX "flujos_historicalsesion_id_f956412b" ON "flujos_historicalsesion" ("id");
CREATE INDEX "flujos_historicalsesion_history_date_37d4a7ec" ON "flujos_historicalsesion" ("history_date");
CREATE INDEX "flujos_historicalsesion_history_user_id_036ec8da" ON "flujos_historicalsesion" ("history_user_id");
CREATE INDEX "flujos_historicalsesion_organo_id_ef6b65da" ON "flujos_historicalsesion" ("organo_id");
CREATE INDEX "flujos_historicalsesion_proceso_id_791b61fe" ON "flujos_historicalsesion" ("proceso_id");
CREATE INDEX "flujos_historicalvoto_id_4fd88b4e" ON "flujos_historicalvoto" ("id");
CREATE INDEX "flujos_historicalvoto_history_date_9be56ea0" ON "flujos_historicalvoto" ("history_date");
CREATE INDEX "flujos_historicalvoto_decision_id_91b4fcfd" ON "flujos_historicalvoto" ("decision_id");
CREATE INDEX "flujos_historicalvoto_history_user_id_57b62b32" ON "flujos_historicalvoto" ("history_user_id");
CREATE INDEX "flujos_historicalvoto_integracion_id_7ad1cb70" ON "flujos_historicalvoto" ("integracion_id");
CREATE INDEX "flujos_historicaldecision_id_4afafa22" ON "flujos_historicaldecision" ("id");
CREATE INDEX "flujos_historicaldecision_history_date_7d96b0fe" ON "flujos_historicaldecision" ("history_date");
CREATE INDEX "flujos_historicaldecision_etapa_id_3ac5d422" ON "flujos_historicaldecision" ("etapa_id");
CREATE INDEX "flujos_historicaldecision_history_user_id_0e4cab9a" ON "flujos_historicaldecision" ("history_user_id");
CREATE INDEX "flujos_historicaldecision_punto_id_120e7bbc" ON "flujos_historicaldecision" ("punto_id");
CREATE INDEX "flujos_remision_acuse_id_ff9322b0" ON "flujos_remision" ("acuse_id");
CREATE INDEX "flujos_remision_entregable_id_6daaa1fb" ON "flujos_remision" ("entregable_id");
CREATE INDEX "flujos_sesion_organo_id_dd435d53" ON "flujos_sesion" ("organo_id");
CREATE INDEX "flujos_sesion_proceso_id_f908f2ca" ON "flujos_sesion" ("proceso_id");
CREATE INDEX "flujos_historicalpuntoorden_id_54d85e09" ON "flujos_historicalpuntoorden" ("id");
CREATE INDEX "flujos_historicalpuntoorden_history_date_d50037c0" ON "flujos_historicalpuntoorden" ("history_date");
CREATE INDEX "flujos_historicalpuntoorden_documento_id_e38ab2ee" ON "flujos_historicalpuntoorden" ("documento_id");
CREATE INDEX "flujos_historicalpuntoorden_entregable_id_7a69ec4d" ON "flujos_historicalpuntoorden" ("entregable_id");
CREATE INDEX "flujos_historicalpuntoorden_history_user_id_d34b4c2a" ON "flujos_historicalpuntoorden" ("history_user_id");
CREATE INDEX "flujos_historicalpuntoorden_sesion_id_7cd10161" ON "flujos_historicalpuntoorden" ("sesion_id");
CREATE INDEX "flujos_historicalasistencia_id_3225bc4d" ON "flujos_historicalasistencia" ("id");
CREATE INDEX "flujos_historicalasistencia_history_date_a4bad709" ON "flujos_historicalasistencia" ("history_date");
CREATE INDEX "flujos_historicalasistencia_history_user_id_11abf2c0" ON "flujos_historicalasistencia" ("history_user_id");
CREATE INDEX "flujos_historicalasistencia_integracion_id_ce31b052" ON "flujos_historicalasistencia" ("integracion_id");
CREATE INDEX "flujos_historicalasistencia_sesion_id_31f504d5" ON "flujos_historicalasistencia" ("sesion_id");
CREATE INDEX "flujos_tramiteentregable_etapa_id_913c52d6" ON "flujos_tramiteentregable" ("etapa_id");
CREATE INDEX "flujos_decision_etapa_id_2207431b" ON "flujos_decision" ("etapa_id");
CREATE INDEX "flujos_puntoorden_documento_id_9b4230d1" ON "flujos_puntoorden" ("documento_id");
CREATE INDEX "flujos_puntoorden_entregable_id_278fab86" ON "flujos_puntoorden" ("entregable_id");
CREATE INDEX "flujos_puntoorden_sesion_id_c63c8911" ON "flujos_puntoorden" ("sesion_id");
CREATE UNIQUE INDEX "punto_entregable_unico" ON "flujos_puntoorden" ("sesion_id", "entregable_id") WHERE "entregable_id" IS NOT NULL;
CREATE INDEX "flujos_asistencia_integracion_id_7c624416" ON "flujos_asistencia" ("integracion_id");
CREATE INDEX "flujos_asistencia_sesion_id_7f98502c" ON "flujos_asistencia" ("sesion_id");
CREATE INDEX "flujos_transicion_en_c1d50a39" ON "flujos_transicion" ("en");
CREATE INDEX "flujos_transicion_candidatura_id_b409486c" ON "flujos_transicion" ("candidatura_id");
CREATE INDEX "flujos_transicion_entregable_id_be5037fa" ON "flujos_transicion" ("entregable_id");
CREATE INDEX "flujos_transicion_por_id_8581aa4e" ON "flujos_transicion" ("por_id");
CREATE INDEX "flujos_transicion_proceso_id_a9a6348c" ON "flujos_transicion" ("proceso_id");
CREATE INDEX "flujos_voto_decision_id_dad1b5b9" ON "flujos_voto" ("decision_id");
CREATE INDEX "flujos_voto_integracion_id_89ac5d7b" ON "flujos_voto" ("integracion_id");
CREATE INDEX "notificaciones_aviso_grupo_8271b838" ON "notificaciones_aviso" ("grupo");
CREATE INDEX "notificaciones_aviso_actor_id_2ed2f178" ON "notificaciones_aviso" ("actor_id");
CREATE INDEX "notificaciones_aviso_area_id_3356d081" ON "notificaciones_aviso" ("area_id");
CREATE INDEX "notificaciones_aviso_entregable_id_cef8edb5" ON "notificaciones_aviso" ("entregable_id");
CREATE INDEX "notificaciones_aviso_proceso_id_9577c24c" ON "notificaciones_aviso" ("proceso_id");
CREATE INDEX "notificaciones_aviso_escalon_id_e21e4091" ON "notificaciones_aviso" ("escalon_id");
CREATE UNIQUE INDEX "notificaciones_aviso_candidaturas_aviso_id_candidatura_id_965969d9_uniq" ON "notificaciones_aviso_candidaturas" ("aviso_id", "candidatura_id");
CREATE INDEX "notificaciones_aviso_candidaturas_aviso_id_9d08d9fc" ON "notificaciones_aviso_candidaturas" ("aviso_id");
CREATE INDEX "notificaciones_aviso_candidaturas_candidatura_id_6936ed09" ON "notificaciones_aviso_candidaturas" ("candidatura_id");
CREATE UNIQUE INDEX "notificaciones_aviso_transiciones_aviso_id_transicion_id_72fed020_uniq" ON "notificaciones_aviso_transiciones" ("aviso_id", "transicion_id");
CREATE INDEX "notificaciones_aviso_transiciones_aviso_id_126e52e0" ON "notificaciones_aviso_transiciones" ("aviso_id");
CREATE INDEX "notificaciones_aviso_transiciones_transicion_id_9dc2ba66" ON "notificaciones_aviso_transiciones" ("transicion_id");
CREATE INDEX "notificaciones_historicalescalon_id_65ec74d8" ON "notificaciones_historicalescalon" ("id");
CREATE INDEX "notificaciones_historicalescalon_clave_5e6e1d1e" ON "notificaciones_historicalescalon" ("clave");
CREATE INDEX "notificaciones_historicalescalon_history_date_18aa95dd" ON "notificaciones_historicalescalon" ("history_date");
CREATE INDEX "notificaciones_historicalescalon_history_user_id_7e4a26c0" ON "notificaciones_historicalescalon" ("history_user_id");
CREATE INDEX "notificaciones_historicalescalon_proceso_id_42a502e1" ON "notificaciones_historicalescalon" ("proceso_id");
CREATE INDEX "notificaciones_escalon_clave_3ad0066a" ON "notificaciones_escalon" ("clave");
CREATE INDEX "notificaciones_escalon_proceso_id_3beb7fac" ON "notificaciones_escalon" ("proceso_id");
CREATE INDEX "notificacio_estado_2f9de9_idx" ON "notificaciones_aviso" ("estado", "siguiente_en");
CREATE INDEX "notificacio_proceso_315bc4_idx" ON "notificaciones_aviso" ("proceso_id", "creado_en" DESC);
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',54);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',86);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',345);
INSERT INTO "sqlite_sequence" VALUES('auth_group',11);
INSERT INTO "sqlite_sequence" VALUES('compliance_persona',6);
INSERT INTO "sqlite_sequence" VALUES('compliance_proceso',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_organo',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_nombramiento',8);
INSERT INTO "sqlite_sequence" VALUES('compliance_limitetexto',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_hito',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_cargo',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_area',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_actorpolitico',3);
INSERT INTO "sqlite_sequence" VALUES('compliance_ruta',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_etaparuta',5);
INSERT INTO "sqlite_sequence" VALUES('compliance_entregable',4);
INSERT INTO "sqlite_sequence" VALUES('compliance_subactividad',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_suplencia',0);
INSERT INTO "sqlite_sequence" VALUES('compliance_territorio',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_candidatura',6);
INSERT INTO "sqlite_sequence" VALUES('django_admin_log',0);
INSERT INTO "sqlite_sequence" VALUES('axes_accessattempt',0);
INSERT INTO "sqlite_sequence" VALUES('axes_accesslog',0);
INSERT INTO "sqlite_sequence" VALUES('calendario_suscripcioncalendario',1);
INSERT INTO "sqlite_sequence" VALUES('calendario_inhabil',0);
INSERT INTO "sqlite_sequence" VALUES('viewflow_process',2);
INSERT INTO "sqlite_sequence" VALUES('viewflow_task',12);
INSERT INTO "sqlite_sequence" VALUES('flujos_decision',1);
INSERT INTO "sqlite_sequence" VALUES('flujos_puntoorden',2);
INSERT INTO "sqlite_sequence" VALUES('flujos_asistencia',2);
INSERT INTO "sqlite_sequence" VALUES('flujos_transicion',39);
INSERT INTO "sqlite_sequence" VALUES('flujos_voto',2);
INSERT INTO "sqlite_sequence" VALUES('notificaciones_escalon',55);
INSERT INTO "sqlite_sequence" VALUES('compliance_instituto',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalinstituto',1);
INSERT INTO "sqlite_sequence" VALUES('calendario_calendario',1);
INSERT INTO "sqlite_sequence" VALUES('calendario_historicalcalendario',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalproceso',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalorgano',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_integracion',3);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalintegracion',3);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalarea',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalcargo',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicallimitetexto',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalruta',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicaletaparuta',5);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalentregable',9);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalsubactividad',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalhito',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_plan',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalplan',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_usuario',8);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalusuario',9);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalnombramiento',8);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalactorpolitico',3);
INSERT INTO "sqlite_sequence" VALUES('compliance_actorpolitico_integrantes',2);
INSERT INTO "sqlite_sequence" VALUES('viewflow_task_previous',10);
INSERT INTO "sqlite_sequence" VALUES('documentos_documento',3);
INSERT INTO "sqlite_sequence" VALUES('documentos_historicaldocumento',3);
INSERT INTO "sqlite_sequence" VALUES('flujos_sesion',1);
INSERT INTO "sqlite_sequence" VALUES('flujos_historicalsesion',3);
INSERT INTO "sqlite_sequence" VALUES('flujos_historicalpuntoorden',2);
INSERT INTO "sqlite_sequence" VALUES('flujos_historicalasistencia',2);
INSERT INTO "sqlite_sequence" VALUES('flujos_historicaldecision',1);
INSERT INTO "sqlite_sequence" VALUES('flujos_historicalvoto',2);
INSERT INTO "sqlite_sequence" VALUES('flujos_remision',1);
INSERT INTO "sqlite_sequence" VALUES('flujos_historicalremision',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalterritorio',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalpersona',6);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalcandidatura',29);
INSERT INTO "sqlite_sequence" VALUES('compliance_cuestionariocurricular',6);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalcuestionariocurricular',10);
INSERT INTO "sqlite_sequence" VALUES('compliance_cuestionarioidentidad',6);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalcuestionarioidentidad',10);
INSERT INTO "sqlite_sequence" VALUES('compliance_observacion',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalobservacion',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_consentimiento',2);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalconsentimiento',3);
INSERT INTO "sqlite_sequence" VALUES('compliance_solicitudmodificacion',1);
INSERT INTO "sqlite_sequence" VALUES('compliance_historicalsolicitudmodificacion',1);
INSERT INTO "sqlite_sequence" VALUES('notificaciones_historicalescalon',55);
INSERT INTO "sqlite_sequence" VALUES('notificaciones_latido',1);
INSERT INTO "sqlite_sequence" VALUES('notificaciones_aviso',13);
INSERT INTO "sqlite_sequence" VALUES('notificaciones_aviso_candidaturas',8);
INSERT INTO "sqlite_sequence" VALUES('notificaciones_aviso_transiciones',4);
COMMIT;
